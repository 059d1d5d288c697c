package highwater.demo.traffic;

import highwater.demo.traffic.RecordProducer.Stream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** All clients of the demo in one process. Standard input takes `pause` and `resume`; its end ends the traffic. */
public final class Traffic {
  private static final long CLOSE_MS = 5_000;

  public static void main(String[] args) throws Exception {
    String bootstrapServers = args[0];
    Set<String> features = prepare(bootstrapServers);
    Gate gate = new Gate();
    List<Thread> threads = new ArrayList<>();
    for (Worker worker : workers(gate, bootstrapServers, features)) {
      threads.add(worker.start());
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(gate, threads)));
    System.out.println("running");
    obey(gate);
    System.exit(0);
  }

  /** Answers what the brokers have switched on of Kafka 4: an older one has no groups of the new types. */
  private static Set<String> prepare(String bootstrapServers) throws InterruptedException, ExecutionException {
    Map<String, Object> config = Map.of(
        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, AdminClientConfig.CLIENT_ID_CONFIG, "demo-setup");
    try (Admin admin = Admin.create(config)) {
      Topics.create(admin);
      Set<String> features = admin.describeFeatures().featureMetadata().get().finalizedFeatures().keySet();
      Groups.prepare(admin, features);
      return features;
    }
  }

  private static void obey(Gate gate) throws IOException, InterruptedException {
    BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String command = commands.readLine(); command != null; command = commands.readLine()) {
      if (command.equals("pause")) {
        gate.pause();
        System.out.println("paused");
      } else if (command.equals("resume")) {
        gate.open();
        System.out.println("resumed");
      }
    }
  }

  /** Members leave their groups properly, so that the next start finds no ghosts. */
  private static void close(Gate gate, List<Thread> threads) {
    gate.stop();
    long deadlineMs = System.currentTimeMillis() + CLOSE_MS;
    try {
      for (Thread thread : threads) {
        thread.join(Math.max(1, deadlineMs - System.currentTimeMillis()));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Worker> workers(Gate gate, String bootstrapServers, Set<String> features) {
    List<Worker> workers = new ArrayList<>();
    workers.add(new RecordProducer(gate, bootstrapServers, "storefront", List.of(
        new Stream(60, (random, id) -> new ProducerRecord<>(Topics.ORDERS, "order-" + id, RecordText.order(random, id))),
        new Stream(180, (random, id) -> new ProducerRecord<>(Topics.CLICKSTREAM, "s-" + random.nextInt(20_000), RecordText.click(random, id))),
        new Stream(80, (random, id) -> new ProducerRecord<>(Topics.SEARCH_UPDATES, RecordText.event(random, "product-changed", id))))));
    workers.add(new RecordProducer(gate, bootstrapServers, "warehouse-gateway", List.of(
        new Stream(100, (random, id) -> new ProducerRecord<>(Topics.TELEMETRY, skewedPartition(id), "sensor-" + id % 200, RecordText.reading(random, id))),
        new Stream(30, (random, id) -> new ProducerRecord<>(Topics.INVENTORY, "sku-" + random.nextInt(900), RecordText.event(random, "stock-moved", id))),
        new Stream(12, (random, id) -> new ProducerRecord<>(Topics.SHIPMENTS, "parcel-" + id, RecordText.event(random, "parcel-scanned", id))))));
    workers.add(new RecordProducer(gate, bootstrapServers, "customer-service", List.of(
        new Stream(8, (random, id) -> customer(random.nextInt(500), random.nextInt(40) == 0 ? null : RecordText.profile(random, id % 500))),
        new Stream(15, (random, id) -> new ProducerRecord<>(Topics.NOTIFICATIONS, RecordText.event(random, "mail", id))),
        new Stream(25, (random, id) -> new ProducerRecord<>(Topics.FRAUD_SIGNALS, "card-" + random.nextInt(3_000), RecordText.event(random, "card-used", id))),
        new Stream(2, (random, id) -> new ProducerRecord<>(Topics.AUDIT, RecordText.event(random, "sign-in", id))))));
    workers.add(new TransactionalProducer(gate, bootstrapServers));
    for (MemberPlan plan : Groups.members(features)) {
      workers.add(new GroupMember(gate, bootstrapServers, plan));
    }
    for (int index = 1; index <= 2; index++) {
      if (features.contains(Groups.SHARE_FEATURE)) {
        workers.add(new ShareMember(gate, bootstrapServers, Groups.SHARE_GROUP, "mailer-" + index, Topics.NOTIFICATIONS));
      }
      if (features.contains(Groups.STREAMS_FEATURE)) {
        workers.add(new StreamsMember(gate, bootstrapServers, Groups.STREAMS_GROUP, "depots-" + index));
      }
      workers.add(new ConnectWorker(gate, bootstrapServers, Groups.CONNECT_GROUP, "connect-" + index));
    }
    return workers;
  }

  private static int skewedPartition(long id) {
    return id % 10 < 8 ? 0 : (int) (id / 10 % Topics.TELEMETRY_PARTITIONS);
  }

  private static ProducerRecord<String, String> customer(int number, String profileOrTombstone) {
    return new ProducerRecord<>(Topics.CUSTOMER_PROFILES, "c-%04d".formatted(number), profileOrTombstone);
  }
}
