package org.wattledger.cli;

import org.wattledger.pipeline.RunManifest;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class AppVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {
      "wattledger " + RunManifest.Versions.ofThisJar(), "Java " + Runtime.version()
    };
  }
}
