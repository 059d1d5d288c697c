package highwater.demo.traffic;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of the demo: many and few partitions, one to three replicas, compacted, transactional, skewed, empty. */
final class Topics {
  static final String ORDERS = "orders";
  static final String PAYMENTS = "payments";
  static final String CLICKSTREAM = "clickstream";
  static final String SEARCH_UPDATES = "search-updates";
  static final String FRAUD_SIGNALS = "fraud-signals";
  static final String SHIPMENTS = "shipments";
  static final String INVENTORY = "inventory.events";
  static final String CUSTOMER_PROFILES = "customer-profiles";
  static final String NOTIFICATIONS = "notifications";
  static final String TELEMETRY = "warehouse_telemetry";
  static final String AUDIT = "audit-log";
  static final String RETURNS = "returns";

  static final int TELEMETRY_PARTITIONS = 10;
  static final int INVENTORY_PARTITIONS = 6;
  static final int SHIPMENTS_PARTITIONS = 4;

  private static final int MEBIBYTE = 1024 * 1024;

  /** Creates what is missing; on a later start everything is there and stays as it is. */
  static void create(Admin admin) throws InterruptedException, ExecutionException {
    List<NewTopic> topics = List.of(
        bounded(new NewTopic(ORDERS, 12, (short) 3)),
        bounded(new NewTopic(PAYMENTS, 6, (short) 3)),
        bounded(new NewTopic(CLICKSTREAM, 48, (short) 2)),
        bounded(new NewTopic(SEARCH_UPDATES, 8, (short) 2)),
        bounded(new NewTopic(FRAUD_SIGNALS, 4, (short) 3)),
        bounded(new NewTopic(SHIPMENTS, SHIPMENTS_PARTITIONS, (short) 3)),
        bounded(new NewTopic(INVENTORY, INVENTORY_PARTITIONS, (short) 3)),
        compacted(new NewTopic(CUSTOMER_PROFILES, 6, (short) 3)),
        bounded(new NewTopic(NOTIFICATIONS, 6, (short) 2)),
        bounded(new NewTopic(TELEMETRY, onBrokersOneAndTwo())),
        bounded(new NewTopic(AUDIT, 1, (short) 1)),
        bounded(new NewTopic(RETURNS, 3, (short) 3)));
    Collection<KafkaFuture<Void>> answers = admin.createTopics(topics).values().values();
    for (KafkaFuture<Void> answer : answers) {
      try {
        answer.get();
      } catch (ExecutionException refused) {
        if (!(refused.getCause() instanceof TopicExistsException)) {
          throw refused;
        }
      }
    }
  }

  /** A demo left alone overnight must not fill the disk. */
  private static NewTopic bounded(NewTopic topic) {
    return topic.configs(Map.of(
        "retention.ms", "3600000",
        "retention.bytes", String.valueOf(4 * MEBIBYTE),
        "segment.bytes", String.valueOf(2 * MEBIBYTE),
        "segment.ms", "600000"));
  }

  private static NewTopic compacted(NewTopic topic) {
    return topic.configs(Map.of(
        "cleanup.policy", "compact",
        "min.cleanable.dirty.ratio", "0.2",
        "delete.retention.ms", "600000",
        "segment.bytes", String.valueOf(MEBIBYTE),
        "segment.ms", "120000"));
  }

  /** The skewed one: three brokers, but the first leads nearly all of it and the third has none. */
  private static Map<Integer, List<Integer>> onBrokersOneAndTwo() {
    return IntStream.range(0, TELEMETRY_PARTITIONS).boxed().collect(Collectors.toMap(
        partition -> partition,
        partition -> partition < TELEMETRY_PARTITIONS - 2 ? List.of(1, 2) : List.of(2, 1),
        (first, second) -> first,
        TreeMap::new));
  }
}
