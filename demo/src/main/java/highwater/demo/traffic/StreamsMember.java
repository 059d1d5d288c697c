package highwater.demo.traffic;

import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.Stores;

/** An instance of a streams application on the streams protocol: counts orders by region, by way of a repartition topic and a changelog. */
final class StreamsMember extends Worker {
  private static final int COMMIT_MS = 1_000;
  private static final int DRAIN_MS = 4_000;
  private static final Duration CLOSE = Duration.ofSeconds(3);

  private final Properties config = new Properties();

  StreamsMember(Gate gate, String bootstrapServers, String group, String clientId) {
    super(gate, clientId);
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, group);
    config.put(StreamsConfig.CLIENT_ID_CONFIG, clientId);
    config.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "streams");
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MS);
    config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 3);
    config.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
    config.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
  }

  @Override
  protected void work() throws InterruptedException {
    KafkaStreams streams = new KafkaStreams(topology(), config);
    try {
      streams.start();
      while (!gate.isStopping()) {
        if (streams.state().hasStartedOrFinishedShuttingDown()) {
          throw new KafkaException("the streams client ended by itself");
        }
        if (gate.isPaused()) {
          rest();
        }
        Thread.sleep(COMMIT_MS / 2);
      }
    } finally {
      streams.close(CLOSE);
    }
  }

  /**
   * Nothing comes in any more once the producers rest: what is under way is counted and committed on the next beats. The
   * client's own pause is of no use here, as it fails with standby tasks.
   */
  private void rest() throws InterruptedException {
    Thread.sleep(DRAIN_MS);
    while (gate.isPaused()) {
      gate.rest(this);
      Thread.sleep(COMMIT_MS / 2);
    }
  }

  private static Topology topology() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.<String, String>stream(Topics.SHIPMENTS)
        .selectKey((parcel, scan) -> "depot-" + Math.floorMod(parcel.toLowerCase(Locale.ROOT).hashCode(), 12))
        .groupByKey()
        .count(Materialized.as(Stores.inMemoryKeyValueStore("scans-by-depot")));
    return builder.build();
  }
}
