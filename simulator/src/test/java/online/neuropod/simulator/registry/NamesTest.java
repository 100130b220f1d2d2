package online.neuropod.simulator.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void labelsHaveAtMost63Characters() {
    assertThat(Names.label("a".repeat(63))).isEmpty();
    assertThat(Names.label("a".repeat(64))).contains("must be no more than 63 characters");
    assertThat(Names.label("-a")).isPresent();
    assertThat(Names.label("A")).isPresent();
    assertThat(Names.label("1a")).isEmpty();
  }

  @Test
  void servicesBeginWithALetter() {
    assertThat(Names.serviceName("1a")).isPresent();
    assertThat(Names.serviceName("a1")).isEmpty();
    assertThat(Names.serviceName("a".repeat(64))).isPresent();
  }

  @Test
  void labelValuesMayBeEmptyAndMixed() {
    assertThat(Names.labelValue("")).isEmpty();
    assertThat(Names.labelValue("A_b.c-9")).isEmpty();
    assertThat(Names.labelValue("-a")).isPresent();
    assertThat(Names.labelValue("x".repeat(64))).isPresent();
  }

  @Test
  void keysMayHaveAPrefix() {
    assertThat(Names.qualified("neuropod.online/pod")).isEmpty();
    assertThat(Names.qualified("/pod")).isPresent();
    assertThat(Names.qualified("a b/pod")).isPresent();
    assertThat(Names.qualified("neuropod.online/")).isPresent();
  }
}
