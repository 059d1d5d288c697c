package highwater.demo.traffic;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** How one member of a group behaves. */
record MemberPlan(
    String group,
    String clientId,
    List<String> topics,
    Pace pace,
    Set<Habit> habits,
    Map<String, Object> config) {

  enum Habit {
    /** Alive and reading, yet after its first minutes it no longer says how far it came. */
    STOPS_COMMITTING,
    /** Chooses its partitions itself and uses the group for offsets alone. */
    ASSIGNS_ITSELF,
    /** Goes back a minute of records every now and then. */
    REWINDS,
  }

  static MemberPlan of(String group, String clientId, Pace pace, String... topics) {
    return new MemberPlan(group, clientId, List.of(topics), pace, Set.of(), Map.of());
  }

  MemberPlan with(Habit habit) {
    return new MemberPlan(group, clientId, topics, pace, Set.of(habit), config);
  }

  MemberPlan with(Map<String, Object> settings) {
    return new MemberPlan(group, clientId, topics, pace, habits, settings);
  }

  boolean has(Habit habit) {
    return habits.contains(habit);
  }
}
