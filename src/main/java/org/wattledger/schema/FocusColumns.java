package org.wattledger.schema;

import static org.wattledger.schema.Field.amount;
import static org.wattledger.schema.Field.count;
import static org.wattledger.schema.Field.date;
import static org.wattledger.schema.Field.instant;
import static org.wattledger.schema.Field.text;

import java.util.List;

/** What the view of charges yields: the columns of FOCUS 1.2 by their names, then ours. */
final class FocusColumns {

  private static final String COST = "Electricity: facility energy x price; null: no price known";
  private static final Field TEAM =
      text("x_TeamId", "Team that is charged; (none), (idle), (unattributed): nobody");
  private static final Field ORIGIN =
      text("x_AllocationOriginId", "Day, site and model whose energy is shared");
  private static final Field KIND =
      text(
          "x_AllocationKind",
          "use: what the team's requests or jobs took; provisioned idle: its part of what was held"
              + " ready");
  private static final Field OPERATION = text("x_Operation", "chat, embeddings, ..., training");

  static final Table TABLE =
      new Table(
          "focus",
          "one row per team, model, operation, site, day and kind of allocation",
          List.of(ORIGIN, TEAM, OPERATION, KIND),
          List.of(
              money("BilledCost", COST),
              text("BillingAccountId", "wattledger"),
              text("BillingAccountName", "Inference energy"),
              text("BillingCurrency", "ISO 4217 code; null: no price known"),
              instant("BillingPeriodEnd", "End of the month, exclusive"),
              instant("BillingPeriodStart", "Start of the month, inclusive"),
              text("ChargeCategory", "Usage"),
              text("ChargeClass", "Null: no correction of a closed period"),
              text("ChargeDescription", "What the charge is for"),
              text("ChargeFrequency", "Usage-Based"),
              instant("ChargePeriodEnd", "End of the day, exclusive"),
              instant("ChargePeriodStart", "Start of the day, inclusive"),
              energy("ConsumedQuantity", "Facility energy; null: PUE unknown"),
              text("ConsumedUnit", "Kilowatt-Hours"),
              money("ContractedCost", "As BilledCost"),
              money("EffectiveCost", "As BilledCost"),
              text("InvoiceIssuerName", "Wattledger"),
              money("ListCost", "As BilledCost"),
              text("PricingCategory", "Standard"),
              energy("PricingQuantity", "As ConsumedQuantity"),
              text("PricingUnit", "Kilowatt-Hours"),
              text("ProviderName", "Wattledger"),
              text("PublisherName", "Wattledger"),
              text("RegionId", "Data-centre site; null: unknown"),
              text("RegionName", "As RegionId"),
              text("ResourceId", "Site and model; null: of no known model"),
              text("ResourceName", "Model; null: none known"),
              text("ResourceType", "Model; null: none known"),
              text("ServiceCategory", "AI and Machine Learning"),
              text("ServiceName", "Model inference or Model training"),
              text("ServiceSubcategory", "Generative AI or Machine Learning"),
              text("SubAccountId", "Team that is charged; null: nobody"),
              text("SubAccountName", "As SubAccountId"),
              text("Tags", "JSON object: wattledger/model_id, wattledger/operation"),
              date("x_UsageDate", "Day on which the energy was consumed"),
              TEAM,
              OPERATION,
              text("x_CostCenter", "Cost centre of the team"),
              KIND,
              ORIGIN,
              amount(
                  "x_AllocationRatio",
                  Unit.RATIO,
                  "Part of the IT energy of its origin; the parts of an origin add up to 1"),
              energy("x_EnergyKwh", "Facility energy; null: PUE unknown"),
              energy("x_ActiveEnergyKwh", "Of the devices, above idle while requests were served"),
              energy("x_SharedIdleEnergyKwh", "Of the devices, idle while requests were present"),
              energy("x_ProvisionedIdleEnergyKwh", "Of the devices, while no request was present"),
              emissions("x_LocationEmissionsKgCo2e", "Location-based"),
              emissions("x_MarketEmissionsKgCo2e", "Market-based"),
              emissions("x_UpstreamEmissionsKgCo2e", "Fuel supply and grid losses"),
              emissions("x_EmbodiedEmissionsKgCo2e", "Share of the hardware's manufacture"),
              count("x_Requests", "Requests that ended on the day; 0 in rows of idle energy"),
              count("x_OutputTokens", "Generated tokens; 0 in rows of idle energy")));

  private FocusColumns() {}

  private static Field money(String name, String doc) {
    return amount(name, Unit.MONEY, doc);
  }

  private static Field energy(String name, String doc) {
    return amount(name, Unit.KILOWATT_HOURS, doc);
  }

  private static Field emissions(String name, String doc) {
    return amount(name, Unit.KILOGRAMS_CO2E, doc);
  }
}
