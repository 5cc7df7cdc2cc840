package org.wattledger.report;

import java.util.List;

/** What somebody who sends requests might call a model or a team. */
final class HostileNames {

  static final List<String> ALL =
      List.of(
          "<script>window.hacked=1</script>",
          "</script><script>window.hacked=2</script>",
          "<img src=x onerror=\"window.hacked=3\">",
          "\"><svg onload=window.hacked=4>",
          "<!--<script>",
          "]]></script><!--",
          "javascript:window.hacked=5",
          "{a|rich}{{constructor.constructor('window.hacked=6')()}}${window.hacked=7}",
          "=cmd|'/c calc'!A1",
          "tu\u202Ernes\u2028\u2029\u0000\u0007\u001B[31m left \uD800 " + "w".repeat(300));

  private HostileNames() {}
}
