package highwater.demo.traffic;

import java.util.Random;

/** Keys and values that look like what such topics hold; never a real person's data. */
final class RecordText {
  private static final String[] COUNTRIES = {"DE", "US", "CN", "BR", "IN", "NG", "JP", "FR"};
  private static final String[] PAGES = {"/", "/search", "/cart", "/checkout", "/products/4711", "/help"};
  private static final String[] NAMES = {"Zoë", "Łukasz", "美玲", "Amara", "João", "Noor"};

  static String order(Random random, long id) {
    return "{\"orderId\":%d,\"country\":\"%s\",\"items\":%d,\"totalCents\":%d,\"placedAtMs\":%d}".formatted(
        id, pick(random, COUNTRIES), 1 + random.nextInt(5), 500 + random.nextInt(40_000), System.currentTimeMillis());
  }

  static String click(Random random, long id) {
    return "{\"session\":\"s-%05d\",\"page\":\"%s\",\"durationMs\":%d}".formatted(
        id % 20_000, pick(random, PAGES), random.nextInt(30_000));
  }

  static String profile(Random random, long id) {
    return "{\"customer\":\"c-%04d\",\"name\":\"%s\",\"country\":\"%s\",\"newsletter\":%b}".formatted(
        id, pick(random, NAMES), pick(random, COUNTRIES), random.nextBoolean());
  }

  static String reading(Random random, long id) {
    return "{\"sensor\":%d,\"celsius\":%.1f,\"at\":%d}".formatted(id % 200, 15 + random.nextGaussian() * 4, System.currentTimeMillis());
  }

  static String event(Random random, String kind, long id) {
    return "{\"event\":\"%s\",\"id\":%d,\"country\":\"%s\"}".formatted(kind, id, pick(random, COUNTRIES));
  }

  private static String pick(Random random, String[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
