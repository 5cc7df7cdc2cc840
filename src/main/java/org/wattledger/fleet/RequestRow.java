package org.wattledger.fleet;

import java.io.Serializable;

/**
 * One request as its log tells it; null: not in the log. Times in UTC microseconds.
 *
 * @param logDay the UTC day, counted from the epoch, in whose folder the row lies
 */
record RequestRow(
    long logDay,
    String requestId,
    Long startedAtUs,
    Long firstTokenAtUs,
    Long endedAtUs,
    String modelId,
    String teamId,
    String userId,
    String workflowId,
    String siteId,
    String unitId,
    String operation,
    String status,
    Long promptTokens,
    Long cachedPromptTokens,
    Long outputTokens)
    implements Serializable {

  RequestRow named(String otherId) {
    return with(otherId, startedAtUs, endedAtUs, promptTokens, outputTokens);
  }

  RequestRow endingAt(Long otherEndUs) {
    return with(requestId, startedAtUs, otherEndUs, promptTokens, outputTokens);
  }

  RequestRow withPromptTokens(Long tokens) {
    return with(requestId, startedAtUs, endedAtUs, tokens, outputTokens);
  }

  RequestRow withOutputTokens(Long tokens) {
    return with(requestId, startedAtUs, endedAtUs, promptTokens, tokens);
  }

  private RequestRow with(String id, Long startUs, Long endUs, Long prompt, Long output) {
    return new RequestRow(
        logDay,
        id,
        startUs,
        firstTokenAtUs,
        endUs,
        modelId,
        teamId,
        userId,
        workflowId,
        siteId,
        unitId,
        operation,
        status,
        prompt,
        cachedPromptTokens,
        output);
  }
}
