package highwater.demo.traffic;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A member of a share group: takes records as from a queue; each poll acknowledges what the one before returned. */
final class ShareMember extends Worker {
  private static final int POLL_MS = 500;
  private static final int PAUSE_BETWEEN_POLLS_MS = 1_000;

  private final Properties config = new Properties();
  private final String topic;

  ShareMember(Gate gate, String bootstrapServers, String group, String clientId, String topic) {
    super(gate, clientId);
    this.topic = topic;
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 2_000);
    config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 16 * 1024);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 100);
  }

  @Override
  protected void work() throws InterruptedException {
    try (ShareConsumer<String, String> consumer = new KafkaShareConsumer<>(config)) {
      consumer.subscribe(List.of(topic));
      while (!gate.isStopping()) {
        if (gate.isPaused()) {
          consumer.commitSync();
          gate.rest(this);
        } else {
          consumer.poll(Duration.ofMillis(POLL_MS));
        }
        Thread.sleep(PAUSE_BETWEEN_POLLS_MS);
      }
    }
  }
}
