import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.metadata.placement.UsableBroker;
import org.apache.kafka.tools.reassign.ReassignPartitionsCommand;

/**
 * What `kafka-reassign-partitions --generate` proposes, without a cluster: its own calculateAssignment, fed from standard input.
 * Input: `draws n`, `broker id rack` (rack `-` for none), `topic name replicas;replicas;…` (ids with commas), `end`; repeated.
 * Output: one `topic name replicas;…` line a topic and draw, `drawn` after each draw.
 */
public final class GenerateAssignment {
  private final PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
  private final List<UsableBroker> brokers = new ArrayList<>();
  private final Map<TopicPartition, List<Integer>> current = new HashMap<>();
  private int draws = 1;

  public static void main(String[] args) throws ReflectiveOperationException, IOException {
    new GenerateAssignment().run();
  }

  private void run() throws ReflectiveOperationException, IOException {
    Method generate =
        ReassignPartitionsCommand.class.getDeclaredMethod("calculateAssignment", Map.class, List.class);
    generate.setAccessible(true);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "draws" -> draws = Integer.parseInt(words[1]);
        case "broker" -> addBroker(words);
        case "topic" -> addTopic(words);
        default -> draw(generate);
      }
    }
    out.flush();
  }

  private void addBroker(String[] words) {
    Optional<String> rack = words[2].equals("-") ? Optional.empty() : Optional.of(words[2]);
    brokers.add(new UsableBroker(Integer.parseInt(words[1]), rack, false));
  }

  private void addTopic(String[] words) {
    String[] partitions = words[2].split(";");
    for (int partition = 0; partition < partitions.length; partition++) {
      List<Integer> replicas = Arrays.stream(partitions[partition].split(",")).map(Integer::valueOf).toList();
      current.put(new TopicPartition(words[1], partition), replicas);
    }
  }

  @SuppressWarnings("unchecked")
  private void draw(Method generate) throws ReflectiveOperationException {
    for (int draw = 0; draw < draws; draw++) {
      var proposed = (Map<TopicPartition, List<Integer>>) generate.invoke(null, current, brokers);
      Map<String, String[]> topics = new HashMap<>();
      current.keySet().forEach(at -> topics.merge(at.topic(), new String[at.partition() + 1], GenerateAssignment::longer));
      proposed.forEach((at, replicas) ->
          topics.get(at.topic())[at.partition()] = String.join(",", replicas.stream().map(String::valueOf).toList()));
      topics.forEach((topic, lists) -> out.println("topic " + topic + " " + String.join(";", lists)));
      out.println("drawn");
    }
    brokers.clear();
    current.clear();
  }

  private static String[] longer(String[] left, String[] right) {
    return left.length >= right.length ? left : right;
  }
}
