package highwater.demo.traffic;

/** How fast a member works through its records at an instant; zero means that it rests. */
interface Pace {
  int UNLIMITED = 100_000;

  int recordsPerSecond(long nowMs);

  static Pace unlimited() {
    return nowMs -> UNLIMITED;
  }

  static Pace steady(int recordsPerSecond) {
    return nowMs -> recordsPerSecond;
  }

  /** Rests, then works, over and over; by the wall clock, so that all members of a group do it together. */
  static Pace waves(int recordsPerSecond, int restSeconds, int workSeconds) {
    return nowMs -> (nowMs / 1000) % (restSeconds + workSeconds) < restSeconds ? 0 : recordsPerSecond;
  }
}
