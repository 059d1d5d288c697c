package highwater.demo.traffic;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** A sink connector that takes every record and keeps none. */
public final class ParcelArchive extends SinkConnector {
  private static final int TICK_MS = 100;
  private static final AtomicInteger RUNNING = new AtomicInteger();
  private static final AtomicInteger RESTING = new AtomicInteger();
  private static volatile Gate gate = new Gate();

  static void follow(Gate all) {
    gate = all;
  }

  static boolean isRunning() {
    return RUNNING.get() > 0;
  }

  static boolean isResting() {
    return RESTING.get() >= RUNNING.get();
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public void start(Map<String, String> config) {}

  @Override
  public void stop() {}

  @Override
  public Class<? extends Task> taskClass() {
    return Archivist.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return Collections.nCopies(maxTasks, Map.of());
  }

  @Override
  public ConfigDef config() {
    return new ConfigDef();
  }

  /** Holds still within a delivery while the traffic rests, so that nothing is committed either. */
  public static final class Archivist extends SinkTask {
    @Override
    public String version() {
      return "1";
    }

    @Override
    public void start(Map<String, String> config) {
      RUNNING.incrementAndGet();
    }

    @Override
    public void put(Collection<SinkRecord> records) {
      if (!gate.isPaused()) {
        return;
      }
      RESTING.incrementAndGet();
      try {
        while (gate.isPaused()) {
          Thread.sleep(TICK_MS);
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      } finally {
        RESTING.decrementAndGet();
      }
    }

    @Override
    public void stop() {
      RUNNING.decrementAndGet();
    }
  }
}
