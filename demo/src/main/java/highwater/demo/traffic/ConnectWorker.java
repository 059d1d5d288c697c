package highwater.demo.traffic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.distributed.DistributedHerder;
import org.apache.kafka.connect.runtime.distributed.NotLeaderException;

/** A worker of a Connect cluster; the one that leads brings the connector along. Its tasks rest when the traffic rests. */
final class ConnectWorker extends Worker {
  private static final int TICK_MS = 500;
  private static final int RETRY_MS = 3_000;
  private static final String CONNECTOR = "parcel-archive";

  private final Map<String, String> config = new HashMap<>();

  ConnectWorker(Gate gate, String bootstrapServers, String group, String clientId) {
    super(gate, clientId);
    ParcelArchive.follow(gate);
    config.put("bootstrap.servers", bootstrapServers);
    config.put("group.id", group);
    config.put("client.id", clientId);
    config.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    config.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
    // The names that Connect's own documentation uses.
    Map<String, String> topics = Map.of("config", "configs", "offset", "offsets", "status", "status");
    for (String kept : topics.keySet()) {
      config.put(kept + ".storage.topic", "connect-" + topics.get(kept));
      config.put(kept + ".storage.replication.factor", "3");
    }
    config.put("offset.storage.partitions", "1");
    config.put("status.storage.partitions", "1");
    config.put("offset.flush.interval.ms", "3000");
    config.put("scheduled.rebalance.max.delay.ms", "10000");
    config.put("plugin.discovery", "service_load");
  }

  @Override
  protected void work() throws InterruptedException {
    config.put("listeners", "http://127.0.0.1:" + freePort());
    Connect<DistributedHerder> worker = new ConnectDistributed().startConnect(config);
    long askedAtMs = 0;
    try {
      while (!gate.isStopping()) {
        if (!ParcelArchive.isRunning() && !gate.isPaused() && System.currentTimeMillis() - askedAtMs > RETRY_MS) {
          askedAtMs = System.currentTimeMillis();
          addConnector(worker.herder());
        }
        if (gate.isPaused() && ParcelArchive.isResting()) {
          gate.rest(this);
        }
        Thread.sleep(TICK_MS);
      }
    } finally {
      worker.stop();
    }
  }

  /** Says the same each time; a cluster that has it already changes nothing. */
  private static void addConnector(DistributedHerder herder) {
    Map<String, String> connector = Map.of(
        "name", CONNECTOR,
        "connector.class", ParcelArchive.class.getName(),
        "topics", Topics.SHIPMENTS,
        "tasks.max", "3");
    herder.putConnectorConfig(CONNECTOR, connector, true, (failure, created) -> {
      if (failure != null && !(failure instanceof NotLeaderException)) {
        System.err.println("the connector waits: " + failure.getMessage());
      }
    });
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }
}
