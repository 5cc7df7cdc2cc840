package org.wattledger.fleet;

/**
 * What one request asks and gets: its tokens, its outcome, and how long its phases take on a unit
 * that has room.
 *
 * @param prefillUs time to the first token, or to the end where there is none
 * @param decodeUs time from the first token to the end; 0 where there is none
 */
record Answer(
    String operation,
    Outcome outcome,
    int promptTokens,
    int cachedTokens,
    int outputTokens,
    long prefillUs,
    long decodeUs) {

  private static final int CACHE_BLOCK_TOKENS = 16;

  static final String CHAT = "chat";
  static final String COMPLETION = "completion";
  static final String EMBEDDINGS = "embeddings";

  static Answer of(ModelProfile model, TeamMix team, boolean inWorkflow, Draw draw) {
    Outcome outcome = Outcome.of(draw.uniform(0));
    if (model.embedding()) {
      int prompt = TokenShape.PASSAGE.tokens(draw.normal(1));
      return new Answer(EMBEDDINGS, outcome, prompt, 0, 0, model.prefillUs(prompt), 0);
    }
    boolean chat = draw.uniform(3) < team.chat();
    int prompt = prompt(chat, team).tokens(draw.normal(4));
    int cached = cached(prompt, inWorkflow, draw);
    int output = delivered(output(chat, team).tokens(draw.normal(6)), outcome, draw);
    double pace = 0.8 + 0.8 * draw.uniform(11);
    return new Answer(
        chat ? CHAT : COMPLETION,
        outcome,
        prompt,
        cached,
        output,
        model.prefillUs(prompt - cached),
        Math.round(model.decodeUs(output) * pace));
  }

  boolean hasFirstToken() {
    return outputTokens > 0;
  }

  private static TokenShape prompt(boolean chat, TeamMix team) {
    if (chat) {
      return TokenShape.CHAT_PROMPT;
    }
    return team.longPrompts() ? TokenShape.CODE_PROMPT : TokenShape.SHORT_PROMPT;
  }

  private static TokenShape output(boolean chat, TeamMix team) {
    if (chat) {
      return TokenShape.CHAT_OUTPUT;
    }
    return team.longPrompts() ? TokenShape.CODE_OUTPUT : TokenShape.SHORT_OUTPUT;
  }

  /** Later turns of a workflow find most of their prompt in the prefix cache. */
  private static int cached(int prompt, boolean inWorkflow, Draw draw) {
    if (draw.uniform(8) >= (inWorkflow ? 0.7 : 0.15)) {
      return 0;
    }
    int blocks = (int) (prompt * 0.9 * draw.uniform(9) / CACHE_BLOCK_TOKENS);
    return blocks * CACHE_BLOCK_TOKENS;
  }

  /** Half of the errors come before the first token; the other failures cut the answer. */
  private static int delivered(int wanted, Outcome outcome, Draw draw) {
    double part = draw.uniform(10);
    return switch (outcome) {
      case OK -> wanted;
      case ERROR -> part < 0.5 ? 0 : (int) Math.ceil(wanted * (part - 0.5) * 2);
      case ABORTED -> (int) Math.ceil(wanted * part);
    };
  }
}
