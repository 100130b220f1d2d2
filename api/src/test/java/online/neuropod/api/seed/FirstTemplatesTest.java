package online.neuropod.api.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import online.neuropod.domain.pod.HttpPort;
import online.neuropod.domain.template.Template;
import org.junit.jupiter.api.Test;

class FirstTemplatesTest {
  @Test
  void theSeedIsWhatTheContractSays() {
    Template ubuntu = FirstTemplates.list().getFirst();

    assertThat(ubuntu.dockerImage()).isEqualTo("ubuntu:22.04");
    assertThat(ubuntu.httpPorts())
        .containsExactly(
            new HttpPort(8888, "Jupyter Lab", false), new HttpPort(3000, "Web Server", false));
    assertThat(ubuntu.command()).isNotEmpty();
    assertThat(FirstTemplates.list())
        .extracting(Template::name)
        .containsExactly("Ubuntu 22.04 Base", "ComfyUI", "Python Data Science", "n8n", "Ghost");
    assertThat(FirstTemplates.list())
        .allSatisfy(
            template -> {
              assertThat(template.containerDiskSize()).isBetween(1, 50);
              assertThat(template.volumeDiskSize()).isBetween(1, 150);
              assertThat(template.httpPorts()).isNotEmpty();
              assertThat(template.description()).startsWith("## " + template.name());
              assertThat(FirstPrices.list(Map.of()).gpus().keySet())
                  .containsAll(template.defaultGpu().stream().toList());
            });
  }

  @Test
  void everySeedSaysWhatItsPortsAreAndWhereDataStays() {
    assertThat(FirstTemplates.list())
        .allSatisfy(
            template ->
                assertThat(template.description())
                    .contains(ports(template))
                    .contains(template.volumePath()));
  }

  private static List<String> ports(Template template) {
    return template.httpPorts().stream()
        .map(port -> "**Puerto " + port.port() + " (" + port.serviceName() + ")**")
        .toList();
  }
}
