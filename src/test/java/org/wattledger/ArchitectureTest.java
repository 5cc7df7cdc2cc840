package org.wattledger;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.text.SimpleDateFormat;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.wattledger.testing.Threat;

/** The arrows between the packages, and the few habits that no compiler enforces. */
@AnalyzeClasses(packages = "org.wattledger", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROOT = "org.wattledger";
  private static final String SPARK = "org.apache.spark..";

  /** Each package of the walk, and which of ours it may use. {@code pipeline} may use all. */
  private static final Map<String, List<String>> ARROWS =
      Map.ofEntries(
          Map.entry("quantity", List.of()),
          Map.entry("books", List.of()),
          Map.entry("physics", List.of("quantity")),
          Map.entry("config", List.of("quantity")),
          Map.entry("schema", List.of()),
          Map.entry("columnfiles", List.of()),
          Map.entry("vectors", List.of()),
          Map.entry("sources", List.of("vectors", "schema", "config")),
          Map.entry("staging", List.of("sources", "schema", "config")),
          Map.entry("session", List.of()),
          Map.entry(
              "ingest",
              List.of("session", "sources", "staging", "columnfiles", "schema", "config")),
          Map.entry("reference", List.of("schema", "quantity")),
          Map.entry(
              "attribution",
              List.of("session", "vectors", "books", "schema", "physics", "quantity", "config")),
          Map.entry("footprint", List.of("books", "schema", "physics", "quantity", "config")),
          Map.entry("marts", List.of("books", "schema", "physics", "quantity", "config")),
          Map.entry("scenario", List.of("schema", "physics", "quantity", "config")),
          Map.entry("quality", List.of("schema")),
          Map.entry("publication", List.of()),
          Map.entry("export", List.of("schema")),
          Map.entry("explanation", List.of()),
          Map.entry("report", List.of("schema", "physics", "quantity")),
          Map.entry("fleet", List.of("schema", "physics", "quantity")),
          Map.entry("verify", List.of("reference", "physics", "quantity")),
          Map.entry(
              "cli",
              List.of(
                  "pipeline",
                  "publication",
                  "explanation",
                  "export",
                  "config",
                  "schema",
                  "fleet",
                  "verify")));

  private static final String[] STAGES = {
    "attribution", "footprint", "marts", "quality", "reference", "scenario", "staging"
  };

  @ArchTest
  static void everyPackageUsesOnlyWhatItMay(JavaClasses code) {
    ARROWS.forEach((name, allowed) -> onlyUses(name, allowed).check(code));
  }

  @ArchTest
  static void everyPackageHasItsArrows(JavaClasses code) {
    List<String> known =
        Stream.concat(ARROWS.keySet().stream(), Stream.of("pipeline")).sorted().toList();

    assertThat(packagesOf(code)).isSubsetOf(known);
  }

  @ArchTest
  static final ArchRule quantitiesKnowOnlyTheJdk =
      classes()
          .that(resideInAPackage(ours("quantity")))
          .should()
          .onlyDependOnClassesThat(resideInAnyPackage("java..", ours("quantity")))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule booksKnowOnlyTheJdk =
      classes()
          .that(resideInAPackage(ours("books")))
          .should()
          .onlyDependOnClassesThat(resideInAnyPackage("java..", ours("books")))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule explanationsKnowOnlyTheJdk =
      classes()
          .that(resideInAPackage(ours("explanation")))
          .should()
          .onlyDependOnClassesThat(resideInAnyPackage("java..", ours("explanation")));

  @ArchTest
  static final ArchRule publicationKnowsNoSpark =
      classes()
          .that(resideInAPackage(ours("publication")))
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("java..", ours("publication"), "com.fasterxml.jackson.."));

  @ArchTest
  static final ArchRule formulasKnowOnlyTheJdkAndQuantities =
      classes()
          .that(resideInAPackage(ours("physics")))
          .should()
          .onlyDependOnClassesThat(resideInAnyPackage("java..", ours("physics"), ours("quantity")))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule columnFilesKnowOnlyTheFormat =
      classes()
          .that(resideInAPackage(ours("columnfiles")))
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "java..",
                  ours("columnfiles"),
                  "org.apache.parquet..",
                  "org.apache.hadoop..",
                  "com.github.luben.zstd.."));

  @ArchTest
  static final ArchRule configurationAndCommandsDoNotKnowSpark =
      noClasses()
          .that(resideInAnyPackage(ours("config"), ours("cli")))
          .should()
          .dependOnClassesThat(resideInAPackage(SPARK))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule schemaAndColumnsDoNotKnowDatasets =
      noClasses()
          .that(resideInAnyPackage(ours("schema")))
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Dataset.class)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule schemaKnowsOfSparkOnlyTypesAndColumns =
      noClasses()
          .that(resideInAPackage(ours("schema")))
          .should()
          .dependOnClassesThat(
              resideInAPackage(SPARK)
                  .and(DescribedPredicate.not(resideInAPackage("org.apache.spark.sql.types..")))
                  .and(
                      DescribedPredicate.not(
                          nameMatching(
                              "(\\[L)?org\\.apache\\.spark\\.sql\\.(Column|functions);?"))))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule onlyThePipelineOpensASession =
      noClasses()
          .that(resideInAPackage(ROOT + ".."))
          .and(DescribedPredicate.not(resideInAPackage(ours("pipeline"))))
          .should()
          .callMethodWhere(isCall(SparkSession.class, "builder", "active", "getActiveSession"))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule stagesNeitherReadNorWriteFilesWithSpark =
      noClasses()
          .that(resideInAnyPackage(ours(STAGES)))
          .should()
          .callMethodWhere(isCall(Dataset.class, "write", "writeStream", "writeTo"))
          .orShould()
          .callMethodWhere(isCall(SparkSession.class, "read", "readStream"))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest
  static final ArchRule timesAreOfJavaTime =
      noClasses()
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Date.class, Calendar.class, SimpleDateFormat.class)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule onlyCommandsSpeakToTheTerminal =
      noClasses()
          .that(resideInAPackage(ROOT + ".*.."))
          .and(DescribedPredicate.not(resideInAPackage(ours("cli"))))
          .should(ACCESS_STANDARD_STREAMS)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule onlyCommandsLookAtTheClock =
      noClasses()
          .that(resideInAPackage(ROOT + ".*.."))
          .and(DescribedPredicate.not(resideInAPackage(ours("cli"))))
          .should()
          .callMethodWhere(readsTheClock())
          .allowEmptyShould(true);

  /**
   * Readers that build whatever object their input names. Spark's serializers stay inside Spark.
   */
  @ArchTest
  @Threat("S19")
  static void noInputNamesTheClassesThatAreMadeOfIt(JavaClasses code) {
    noClasses()
        .should()
        .callConstructorWhere(
            DescribedPredicate.describe(
                "makes an ObjectInputStream",
                call -> call.getTargetOwner().isAssignableTo(ObjectInputStream.class)))
        .orShould()
        .dependOnClassesThat(
            resideInAnyPackage(
                "java.beans..",
                "java.rmi..",
                "javax.script..",
                "org.yaml.snakeyaml..",
                "com.esotericsoftware..",
                "com.thoughtworks.xstream.."))
        .orShould()
        .dependOnClassesThat(
            nameMatching(
                "org\\.apache\\.commons\\.lang3\\.SerializationUtils"
                    + "|org\\.apache\\.spark\\.serializer\\..*"))
        .orShould()
        .callMethodWhere(isCall(ObjectMapper.class, "enableDefaultTyping", "activateDefaultTyping"))
        .orShould()
        .callMethodWhere(isCall(JavaSparkContext.class, "objectFile", "sequenceFile"))
        .orShould()
        .callMethodWhere(isCall(SparkContext.class, "objectFile", "sequenceFile"))
        .check(code);
  }

  @ArchTest
  static final ArchRule classesAreNamedForWhatTheyYield =
      noClasses()
          .should()
          .haveNameMatching(".*(Util|Utils|Manager|Processor|Helper|Helpers)")
          .allowEmptyShould(true);

  private static ArchRule onlyUses(String name, List<String> allowed) {
    String[] visible =
        Stream.concat(Stream.of(name), allowed.stream())
            .map(ArchitectureTest::ours)
            .toArray(String[]::new);
    DescribedPredicate<JavaClass> foreign = DescribedPredicate.not(resideInAPackage(ROOT + ".."));
    return classes()
        .that(resideInAPackage(ours(name)))
        .should()
        .onlyDependOnClassesThat(foreign.or(resideInAnyPackage(visible)))
        .allowEmptyShould(true);
  }

  private static String ours(String name) {
    return ROOT + "." + name + "..";
  }

  private static String[] ours(String... names) {
    return Arrays.stream(names).map(ArchitectureTest::ours).toArray(String[]::new);
  }

  private static Set<String> packagesOf(JavaClasses code) {
    return code.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> name.startsWith(ROOT + "."))
        .map(name -> name.substring(ROOT.length() + 1).split("\\.", 2)[0])
        .collect(Collectors.toSet());
  }

  private static DescribedPredicate<JavaMethodCall> isCall(Class<?> owner, String... names) {
    List<String> methods = List.of(names);
    return DescribedPredicate.describe(
        "is " + owner.getSimpleName() + "." + methods,
        call -> call.getTargetOwner().isAssignableTo(owner) && methods.contains(call.getName()));
  }

  private static DescribedPredicate<JavaMethodCall> readsTheClock() {
    return DescribedPredicate.describe(
        "reads the clock",
        call -> {
          String owner = call.getTargetOwner().getName();
          String method = call.getName();
          return owner.startsWith("java.time.") && (method.equals("now") || isSystemClock(method))
              || owner.equals("java.lang.System") && method.equals("currentTimeMillis")
              || owner.equals(functions.class.getName())
                  && (method.equals("now") || method.startsWith("current_"));
        });
  }

  private static boolean isSystemClock(String method) {
    return method.equals("systemUTC") || method.equals("systemDefaultZone");
  }
}
