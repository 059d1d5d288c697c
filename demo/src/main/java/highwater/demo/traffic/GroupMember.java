package highwater.demo.traffic;

import highwater.demo.traffic.MemberPlan.Habit;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A consumer that reads at its pace, commits every few seconds, and has its habits. */
final class GroupMember extends Worker {
  private static final int POLL_MS = 500;
  private static final int COMMIT_EVERY_MS = 3_000;
  private static final int STOPS_COMMITTING_AFTER_MS = 180_000;
  private static final int REWIND_EVERY_MS = 150_000;
  private static final int REWIND_BY_MS = 60_000;

  private final String bootstrapServers;
  private final MemberPlan plan;
  private long startedAtMs;
  private long readAgainAtMs;
  private long committedAtMs;
  private long rewoundAtMs;

  GroupMember(Gate gate, String bootstrapServers, MemberPlan plan) {
    super(gate, plan.clientId());
    this.bootstrapServers = bootstrapServers;
    this.plan = plan;
  }

  @Override
  protected void work() {
    startedAtMs = System.currentTimeMillis();
    readAgainAtMs = 0;
    committedAtMs = 0;
    rewoundAtMs = System.currentTimeMillis();
    try (Consumer<String, String> consumer = new KafkaConsumer<>(config())) {
      join(consumer);
      while (!gate.isStopping()) {
        if (gate.isPaused()) {
          stayStill(consumer);
        } else {
          readOn(consumer, System.currentTimeMillis());
        }
      }
    }
  }

  private Properties config() {
    Properties config = new Properties();
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, plan.group());
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, plan.clientId());
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    // Wait for a good handful of records: a fetch for each single one would keep the brokers busy.
    config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 64 * 1024);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 2_000);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 200);
    if (!"consumer".equals(plan.config().get(ConsumerConfig.GROUP_PROTOCOL_CONFIG))) {
      config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    }
    config.putAll(plan.config());
    return config;
  }

  private void join(Consumer<String, String> consumer) {
    if (plan.has(Habit.ASSIGNS_ITSELF)) {
      consumer.assign(plan.topics().stream()
          .flatMap(topic -> consumer.partitionsFor(topic).stream())
          .map((PartitionInfo info) -> new TopicPartition(info.topic(), info.partition()))
          .toList());
      return;
    }
    consumer.subscribe(plan.topics(), new ConsumerRebalanceListener() {
      @Override
      public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        commit(consumer);
      }

      @Override
      public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}
    });
  }

  private void readOn(Consumer<String, String> consumer, long nowMs) {
    int recordsPerSecond = plan.pace().recordsPerSecond(nowMs);
    boolean rests = recordsPerSecond == 0 || nowMs < readAgainAtMs;
    if (rests) {
      consumer.pause(consumer.assignment());
    } else {
      consumer.resume(consumer.paused());
    }
    long waitMs = rests && recordsPerSecond > 0 ? Math.min(POLL_MS, readAgainAtMs - nowMs) : POLL_MS;
    int count = consumer.poll(Duration.ofMillis(waitMs)).count();
    if (count > 0 && recordsPerSecond > 0) {
      readAgainAtMs = Math.max(nowMs, readAgainAtMs) + count * 1000L / recordsPerSecond;
    }
    if (plan.has(Habit.REWINDS) && nowMs - rewoundAtMs > REWIND_EVERY_MS) {
      rewind(consumer, nowMs);
    } else if (nowMs - committedAtMs > COMMIT_EVERY_MS) {
      committedAtMs = nowMs;
      commit(consumer);
    }
  }

  /** Stays a member, reads nothing, commits nothing: offsets stand still. */
  private void stayStill(Consumer<String, String> consumer) {
    consumer.pause(consumer.assignment());
    gate.rest(this);
    consumer.poll(Duration.ofMillis(100));
  }

  private void commit(Consumer<String, String> consumer) {
    boolean hasStopped =
        plan.has(Habit.STOPS_COMMITTING) && System.currentTimeMillis() - startedAtMs > STOPS_COMMITTING_AFTER_MS;
    if (hasStopped || consumer.assignment().isEmpty()) {
      return;
    }
    try {
      consumer.commitSync();
    } catch (CommitFailedException | RebalanceInProgressException | RetriableException late) {
      // The next commit says the same and more.
    }
  }

  private void rewind(Consumer<String, String> consumer, long nowMs) {
    rewoundAtMs = nowMs;
    Map<TopicPartition, Long> times = new HashMap<>();
    for (TopicPartition partition : List.copyOf(consumer.assignment())) {
      times.put(partition, nowMs - REWIND_BY_MS);
    }
    for (Map.Entry<TopicPartition, OffsetAndTimestamp> found : consumer.offsetsForTimes(times).entrySet()) {
      if (found.getValue() != null) {
        consumer.seek(found.getKey(), found.getValue().offset());
      }
    }
    commit(consumer);
  }
}
