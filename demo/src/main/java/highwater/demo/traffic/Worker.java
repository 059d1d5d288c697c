package highwater.demo.traffic;

import org.apache.kafka.common.KafkaException;

/** A thread with one Kafka client that goes on until the traffic ends; what a broken cluster throws at it makes it start afresh. */
abstract class Worker implements Runnable {
  private static final long RESTART_MS = 2_000;

  protected final Gate gate;
  private final String name;

  Worker(Gate gate, String name) {
    this.gate = gate;
    this.name = name;
  }

  /** Opens the client, works until the gate says stop, closes the client. */
  protected abstract void work() throws InterruptedException;

  final Thread start() {
    gate.join(this);
    Thread thread = new Thread(this, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Override
  public final void run() {
    try {
      while (!gate.isStopping()) {
        try {
          work();
        } catch (KafkaException fault) {
          System.err.println(name + " starts afresh: " + fault);
          Thread.sleep(RESTART_MS);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      gate.leave(this);
    }
  }
}
