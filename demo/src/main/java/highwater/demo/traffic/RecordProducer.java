package highwater.demo.traffic;

import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** One application that writes to several topics, each at a rate of its own that swells and ebbs a little. */
final class RecordProducer extends Worker {
  private static final int TICK_MS = 500;
  private static final double SWELL = 0.3;
  private static final double SWELL_PERIOD_MS = 180_000;

  /** One topic's records: the next one for a running number. */
  interface Source {
    ProducerRecord<String, String> next(Random random, long number);
  }

  record Stream(double recordsPerSecond, Source source) {}

  private final String bootstrapServers;
  private final String clientId;
  private final List<Stream> streams;
  private final Random random = new Random();

  RecordProducer(Gate gate, String bootstrapServers, String clientId, List<Stream> streams) {
    super(gate, clientId);
    this.bootstrapServers = bootstrapServers;
    this.clientId = clientId;
    this.streams = streams;
  }

  static Properties config(String bootstrapServers, String clientId) {
    Properties config = new Properties();
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 500);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 4 * 1024 * 1024);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
    return config;
  }

  @Override
  protected void work() throws InterruptedException {
    double[] due = new double[streams.size()];
    long number = System.currentTimeMillis();
    try (Producer<String, String> producer = new KafkaProducer<>(config(bootstrapServers, clientId))) {
      while (!gate.isStopping()) {
        if (gate.isPaused()) {
          producer.flush();
          gate.rest(this);
        } else {
          for (int index = 0; index < due.length; index++) {
            due[index] += streams.get(index).recordsPerSecond() * TICK_MS / 1000 * swell();
            for (; due[index] >= 1; due[index]--) {
              producer.send(streams.get(index).source().next(random, number++));
            }
          }
        }
        Thread.sleep(TICK_MS);
      }
    }
  }

  private static double swell() {
    return 1 + SWELL * Math.sin(2 * Math.PI * System.currentTimeMillis() / SWELL_PERIOD_MS);
  }
}
