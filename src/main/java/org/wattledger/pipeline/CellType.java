package org.wattledger.pipeline;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** The types of columns that our tables have, and how Parquet is told a cell of each. */
enum CellType {
  TEXT {
    @Override
    void write(Object cell, RecordConsumer into) {
      into.addBinary(Binary.fromString((String) cell));
    }
  },
  WHOLE {
    @Override
    void write(Object cell, RecordConsumer into) {
      into.addLong((Long) cell);
    }
  },
  SMALL {
    @Override
    void write(Object cell, RecordConsumer into) {
      into.addInteger((Integer) cell);
    }
  },
  REAL {
    @Override
    void write(Object cell, RecordConsumer into) {
      into.addDouble((Double) cell);
    }
  },
  FLAG {
    @Override
    void write(Object cell, RecordConsumer into) {
      into.addBoolean((Boolean) cell);
    }
  },
  DAY {
    @Override
    void write(Object cell, RecordConsumer into) {
      LocalDate day = cell instanceof java.sql.Date date ? date.toLocalDate() : (LocalDate) cell;
      into.addInteger((int) day.toEpochDay());
    }
  },
  TIME {
    @Override
    void write(Object cell, RecordConsumer into) {
      Instant time = cell instanceof Timestamp timestamp ? timestamp.toInstant() : (Instant) cell;
      into.addLong(ChronoUnit.MICROS.between(Instant.EPOCH, time));
    }
  };

  private static final Map<DataType, CellType> OF =
      Map.of(
          DataTypes.StringType, TEXT,
          DataTypes.LongType, WHOLE,
          DataTypes.IntegerType, SMALL,
          DataTypes.DoubleType, REAL,
          DataTypes.BooleanType, FLAG,
          DataTypes.DateType, DAY,
          DataTypes.TimestampType, TIME);

  static CellType of(DataType type) {
    return OF.get(type);
  }

  /** Tells a cell that has a value. */
  abstract void write(Object cell, RecordConsumer into);
}
