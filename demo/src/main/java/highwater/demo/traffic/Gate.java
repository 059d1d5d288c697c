package highwater.demo.traffic;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Lets all traffic flow, rest or end; whoever pauses it knows when the last worker has come to rest. */
final class Gate {
  private enum State { OPEN, PAUSED, STOPPING }

  private final Set<Worker> workers = ConcurrentHashMap.newKeySet();
  private final Set<Worker> resting = ConcurrentHashMap.newKeySet();
  private volatile State state = State.OPEN;

  void join(Worker worker) {
    workers.add(worker);
  }

  void leave(Worker worker) {
    workers.remove(worker);
  }

  boolean isPaused() {
    return state == State.PAUSED;
  }

  boolean isStopping() {
    return state == State.STOPPING;
  }

  /** Said by a worker that has nothing under way and will start nothing until the gate opens. */
  void rest(Worker worker) {
    resting.add(worker);
  }

  void pause() throws InterruptedException {
    resting.clear();
    state = State.PAUSED;
    while (state == State.PAUSED && !resting.containsAll(workers)) {
      Thread.sleep(20);
    }
  }

  void open() {
    state = State.OPEN;
  }

  void stop() {
    state = State.STOPPING;
  }
}
