package org.wattledger.reference;

/**
 * Work of a token relative to one uncached input token, the unit of work.
 *
 * @param prefill of one uncached input token
 * @param cached of one input token read from a cache
 * @param decode of one output token at an empty context
 * @param contextPer1k further work of one output token per 1,000 tokens of mean context, which is
 *     the input tokens and half the output tokens
 * @param isDefault true if no weights are published for the model and the row {@code *} stands in
 */
public record ModelWeights(
    double prefill,
    double cached,
    double decode,
    double contextPer1k,
    boolean isDefault,
    String source) {

  ModelWeights asDefault() {
    return new ModelWeights(prefill, cached, decode, contextPer1k, true, source);
  }
}
