package highwater.demo.traffic;

import java.util.Properties;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes payments in transactions and takes some of them back, so that offsets hold markers and records nobody may read. */
final class TransactionalProducer extends Worker {
  private static final int RECORDS = 25;
  private static final int INTERVAL_MS = 2_000;
  private static final int ABORT_EVERY = 8;

  private final String bootstrapServers;

  TransactionalProducer(Gate gate, String bootstrapServers) {
    super(gate, "payments-service");
    this.bootstrapServers = bootstrapServers;
  }

  @Override
  protected void work() throws InterruptedException {
    Properties config = RecordProducer.config(bootstrapServers, "payments-service");
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "payments-service-1");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 50);
    Random random = new Random();
    try (Producer<String, String> producer = new KafkaProducer<>(config)) {
      producer.initTransactions();
      for (long round = 1; !gate.isStopping(); round++) {
        if (gate.isPaused()) {
          gate.rest(this);
        } else {
          runTransaction(producer, random, round);
        }
        Thread.sleep(INTERVAL_MS);
      }
    }
  }

  private static void runTransaction(Producer<String, String> producer, Random random, long round) {
    producer.beginTransaction();
    for (int index = 0; index < RECORDS; index++) {
      long account = random.nextInt(5_000);
      producer.send(new ProducerRecord<>(Topics.PAYMENTS, "account-" + account, RecordText.event(random, "payment", account)));
    }
    if (round % ABORT_EVERY == 0) {
      producer.flush();
      producer.abortTransaction();
    } else {
      producer.commitTransaction();
    }
  }
}
