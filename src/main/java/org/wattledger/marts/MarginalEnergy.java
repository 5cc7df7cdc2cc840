package org.wattledger.marts;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.wattledger.books.DayNames;
import org.wattledger.books.KeyedSums;
import org.wattledger.books.ModelKey;
import org.wattledger.quantity.Energy;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;

/**
 * What one more request adds: the slope of a least-squares line through a model's hours, energy of
 * its serving devices (idle included) against requests that ended. The sums are whole numbers, so
 * the slope does not depend on the order of rows. None with fewer than three hours, or if all hours
 * served the same number of requests.
 */
public final class MarginalEnergy {

  private static final int FEWEST_HOURS = 3;
  private static final int REQUESTS = number(Measures.REQUESTS);
  private static final int[] ENERGY = {
    number(Measures.ACTIVE_ENERGY_MJ),
    number(Measures.IDLE_ENERGY_MJ),
    number(Measures.PROVISIONED_IDLE_ENERGY_MJ)
  };

  /** Sums over the hours of a model; products outgrow 64 bits. */
  private static final class Hours {
    private long n;
    private long sumX;
    private long sumY;
    private long sumXx;
    private BigInteger sumXy = BigInteger.ZERO;

    void add(long x, long y) {
      n++;
      sumX = Math.addExact(sumX, x);
      sumY = Math.addExact(sumY, y);
      sumXx = Math.addExact(sumXx, Math.multiplyExact(x, x));
      sumXy = sumXy.add(BigInteger.valueOf(x).multiply(BigInteger.valueOf(y)));
    }

    Double slopeWh() {
      double variation = (double) n * sumXx - (double) sumX * sumX;
      double covariation = n * sumXy.doubleValue() - (double) sumX * sumY;
      return n >= FEWEST_HOURS && variation > 0 ? Energy.wattHours(covariation / variation) : null;
    }
  }

  private MarginalEnergy() {}

  /**
   * In Wh, by number of the model; null: none.
   *
   * @param serving the ledger of requests and of what was provisioned, under {@link ModelKey}
   */
  public static Map<Integer, Double> byModel(KeyedSums serving, DayNames names) {
    KeyedSums byHour = new KeyedSums(2, 2);
    for (int cell = 0; cell < serving.size(); cell++) {
      int hour =
          byHour.cell(
              serving.part(cell, ModelKey.MODEL),
              names.hourOf(serving.part(cell, ModelKey.INTERVAL)));
      byHour.add(hour, 0, serving.sum(cell, REQUESTS));
      for (int energy : ENERGY) {
        byHour.add(hour, 1, serving.sum(cell, energy));
      }
    }
    Map<Integer, Hours> models = new HashMap<>();
    for (int hour = 0; hour < byHour.size(); hour++) {
      models
          .computeIfAbsent(byHour.part(hour, 0), model -> new Hours())
          .add(byHour.sum(hour, 0), byHour.sum(hour, 1));
    }
    Map<Integer, Double> slopes = new HashMap<>();
    models.forEach((model, hours) -> slopes.put(model, hours.slopeWh()));
    return slopes;
  }

  private static int number(Field sum) {
    return AttributedTables.LEDGER.indexOf(sum);
  }
}
