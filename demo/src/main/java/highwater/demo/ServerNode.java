package highwater.demo;

import java.io.IOException;
import java.util.Arrays;

/** A Kafka node or a ZooKeeper (main class first, then its arguments) that ends with the process that started it: standard input closes when that process dies, however it dies. */
public final class ServerNode {
  private static final long GRACE_MS = 10_000;

  public static void main(String[] args) throws ReflectiveOperationException {
    Thread watch = new Thread(ServerNode::exitWhenParentIsGone, "parent-watch");
    watch.setDaemon(true);
    watch.start();
    Class<?> server = Class.forName(args[0]);
    server.getMethod("main", String[].class).invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
  }

  private static void exitWhenParentIsGone() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever said here; only the end counts.
      }
    } catch (IOException closed) {
      // Same meaning as the end of the stream.
    }
    Thread shutdown = new Thread(() -> System.exit(0), "parent-gone");
    shutdown.setDaemon(true);
    shutdown.start();
    try {
      shutdown.join(GRACE_MS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    // A quorum that lost its majority never finishes a clean stop.
    Runtime.getRuntime().halt(1);
  }
}
