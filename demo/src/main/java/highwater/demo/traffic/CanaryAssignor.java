package highwater.demo.traffic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.internals.AbstractPartitionAssignor;
import org.apache.kafka.common.TopicPartition;

/** Hands out the first half of each topic only, as a team does that tries a new version on part of the load and forgets the rest. */
public final class CanaryAssignor extends AbstractPartitionAssignor {
  @Override
  public String name() {
    return "canary";
  }

  @Override
  public Map<String, List<TopicPartition>> assign(Map<String, Integer> partitionCounts, Map<String, Subscription> subscriptions) {
    Map<String, List<TopicPartition>> assignment = new HashMap<>();
    List<String> members = subscriptions.keySet().stream().sorted().toList();
    members.forEach(member -> assignment.put(member, new ArrayList<>()));
    int next = 0;
    for (Map.Entry<String, Integer> topic : partitionCounts.entrySet()) {
      for (int partition = 0; partition < topic.getValue() / 2; partition++) {
        assignment.get(members.get(next++ % members.size())).add(new TopicPartition(topic.getKey(), partition));
      }
    }
    return assignment;
  }
}
