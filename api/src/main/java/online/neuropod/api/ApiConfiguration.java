package online.neuropod.api;

import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.serviceclient.rpcretry.DefaultStubServiceOperationRpcRetryOptions;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import java.time.Duration;
import online.neuropod.api.answer.AnswerConfiguration;
import online.neuropod.api.audit.AuditConfiguration;
import online.neuropod.api.auth.AuthConfiguration;
import online.neuropod.api.inventory.InventoryController;
import online.neuropod.api.limits.LimitConfiguration;
import online.neuropod.api.live.LiveConfiguration;
import online.neuropod.api.notices.NoticeConfiguration;
import online.neuropod.api.operations.OperationConfiguration;
import online.neuropod.api.pods.PodConfiguration;
import online.neuropod.api.pricing.PricingConfiguration;
import online.neuropod.api.security.SecurityConfiguration;
import online.neuropod.api.security.SecurityWebConfiguration;
import online.neuropod.api.seed.SeedConfiguration;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.api.status.StatusConfiguration;
import online.neuropod.api.templates.TemplateConfiguration;
import online.neuropod.api.users.UserConfiguration;
import online.neuropod.api.wallet.WalletConfiguration;
import online.neuropod.api.web.DescriptionController;
import online.neuropod.api.web.PagesConfiguration;
import online.neuropod.telemetry.TracingConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/**
 * Everything that serves people. Expects beans of the store, of the cluster's reads and of
 * Temporal's client.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiSettings.class)
@PropertySource("classpath:online/neuropod/api/api.properties")
@Import({
  TracingConfiguration.class,
  AnswerConfiguration.class,
  SeedConfiguration.class,
  SecurityConfiguration.class,
  SecurityWebConfiguration.class,
  AuditConfiguration.class,
  AuthConfiguration.class,
  LimitConfiguration.class,
  LiveConfiguration.class,
  NoticeConfiguration.class,
  PodConfiguration.class,
  PricingConfiguration.class,
  UserConfiguration.class,
  WalletConfiguration.class,
  PagesConfiguration.class,
  DescriptionController.class,
  TemplateConfiguration.class,
  InventoryController.class,
  OperationConfiguration.class,
  StatusConfiguration.class
})
public class ApiConfiguration {
  /**
   * Somebody waits for what is asked of Temporal: an answer comes within 5 s, and is tried for at
   * most 10 s. What may come later is delivered by others.
   */
  @Bean
  TemporalOptionsCustomizer<WorkflowServiceStubsOptions.Builder> apiTemporalDeadlines() {
    var retries =
        RpcRetryOptions.newBuilder(DefaultStubServiceOperationRpcRetryOptions.INSTANCE)
            .setExpiration(Duration.ofSeconds(10))
            .build();
    return options -> options.setRpcTimeout(Duration.ofSeconds(5)).setRpcRetryOptions(retries);
  }
}
