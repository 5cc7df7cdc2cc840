package org.wattledger.attribution;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.wattledger.physics.RequestWork;
import org.wattledger.physics.SiteHourFactors;

/**
 * What attribution must be told from the reference tables, as of the day.
 *
 * @param hardware facts by lower-case name or alias of the device model
 * @param canonicalModel the one id of a model for every name it goes by
 * @param weights work per token of a canonical model
 * @param canonicalTeams team by its other names
 * @param factors site factors for sites in the given order
 */
public record AttributionReference(
    Map<String, DeviceFacts> hardware,
    UnaryOperator<String> canonicalModel,
    Function<String, RequestWork.Weights> weights,
    Map<String, String> canonicalTeams,
    Function<List<String>, SiteHourFactors> factors) {}
