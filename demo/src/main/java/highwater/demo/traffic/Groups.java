package highwater.demo.traffic;

import highwater.demo.traffic.MemberPlan.Habit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** The groups of the demo: one for each thing that a group can do well or badly. */
final class Groups {
  static final String SHARE_GROUP = "notification-senders";
  static final String STREAMS_GROUP = "scans-by-depot";
  static final String CONNECT_GROUP = "connect-workers";
  /** Features of Kafka 4 that its new group types need. */
  static final String SHARE_FEATURE = "share.version";
  static final String STREAMS_FEATURE = "streams.version";
  private static final String CONSUMER_FEATURE = "group.version";
  private static final String STOPPED_GROUP = "clickstream-archive";
  private static final String STALLED_GROUP = "fraud-scoring";
  private static final String CANARY_GROUP = "inventory-canary";

  /** Members of all groups of plain consumers; the stopped group has none. */
  static List<MemberPlan> members(Set<String> features) {
    String protocol = features.contains(CONSUMER_FEATURE) ? "consumer" : "classic";
    List<MemberPlan> members = new ArrayList<>();
    for (int index = 1; index <= 3; index++) {
      members.add(MemberPlan.of("orders-fulfilment", "fulfilment-" + index, Pace.unlimited(), Topics.ORDERS)
          .with(Map.of(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "fulfilment-host-" + index)));
    }
    for (int index = 1; index <= 2; index++) {
      members.add(MemberPlan.of("billing-invoices", "billing-worker-" + index, Pace.waves(150, 50, 70), Topics.ORDERS, Topics.SHIPMENTS));
      members.add(MemberPlan.of("search-indexer", "search-indexer", Pace.steady(32), Topics.SEARCH_UPDATES));
      members.add(MemberPlan.of(STALLED_GROUP, "fraud-model-" + index, Pace.steady(100), Topics.FRAUD_SIGNALS).with(Habit.STOPS_COMMITTING));
      members.add(MemberPlan.of("payments-ledger", "ledger-" + index, Pace.unlimited(), Topics.PAYMENTS)
          .with(Map.of(ConsumerConfig.GROUP_PROTOCOL_CONFIG, protocol, ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")));
      members.add(MemberPlan.of("warehouse-dashboard", "dashboard-" + index, Pace.unlimited(), Topics.TELEMETRY, Topics.INVENTORY));
    }
    members.add(MemberPlan.of("pricing-replay", "pricing", Pace.steady(250), Topics.ORDERS).with(Habit.REWINDS));
    members.add(MemberPlan.of("customer-cache", "customer-cache", Pace.unlimited(), Topics.CUSTOMER_PROFILES));
    members.add(MemberPlan.of("shipment-export", "export-job", Pace.unlimited(), Topics.SHIPMENTS).with(Habit.ASSIGNS_ITSELF));
    members.add(MemberPlan.of(CANARY_GROUP, "inventory-canary", Pace.unlimited(), Topics.INVENTORY)
        .with(Map.of(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CanaryAssignor.class.getName())));
    members.add(MemberPlan.of("payments/eu \"blue\" \u2013 \u652f\u4ed8", "payments-eu", Pace.unlimited(), Topics.PAYMENTS));
    return members;
  }

  /** What must be there before the first member joins; changes nothing on a later start. */
  static void prepare(Admin admin, Set<String> features) throws InterruptedException, ExecutionException {
    if (features.contains(SHARE_FEATURE)) {
      setOfGroup(admin, SHARE_GROUP, "share.auto.offset.reset", "earliest");
    }
    if (features.contains(STREAMS_FEATURE)) {
      setOfGroup(admin, STREAMS_GROUP, "streams.num.standby.replicas", "1");
    }
    commitEndsOnce(admin, STOPPED_GROUP, Topics.CLICKSTREAM, 0);
    commitEndsOnce(admin, STALLED_GROUP, Topics.FRAUD_SIGNALS, 0);
    // The last partition is left out, so that one that nobody owns has no commit either.
    commitEndsOnce(admin, CANARY_GROUP, Topics.INVENTORY, 1);
  }

  private static void setOfGroup(Admin admin, String groupId, String name, String value) throws InterruptedException, ExecutionException {
    ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, groupId);
    AlterConfigOp set = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    admin.incrementalAlterConfigs(Map.of(group, List.of(set))).all().get();
  }

  private static void commitEndsOnce(Admin admin, String group, String topic, int leaveOut) throws InterruptedException, ExecutionException {
    if (!admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().isEmpty()) {
      return;
    }
    int count = admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().size() - leaveOut;
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    IntStream.range(0, count).forEach(partition -> wanted.put(new TopicPartition(topic, partition), OffsetSpec.latest()));
    Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end : admin.listOffsets(wanted).all().get().entrySet()) {
      commits.put(end.getKey(), new OffsetAndMetadata(end.getValue().offset()));
    }
    admin.alterConsumerGroupOffsets(group, commits).all().get();
  }
}
