package highwater.demo;

import kafka.tools.StorageTool;

/** Formats the log dirs of every node in one JVM, by Kafka's own storage tool: cluster id first, then one properties file a node. */
public final class FormatStorage {
  public static void main(String[] args) {
    for (int node = 1; node < args.length; node++) {
      String[] command = {"format", "--ignore-formatted", "--cluster-id", args[0], "--config", args[node]};
      int status = StorageTool.execute(command, System.out);
      if (status != 0) {
        System.exit(status);
      }
    }
  }
}
