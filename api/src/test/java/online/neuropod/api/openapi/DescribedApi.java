package online.neuropod.api.openapi;

import static org.mockito.Mockito.mock;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.temporal.client.WorkflowClient;
import java.util.Locale;
import online.neuropod.api.ApiConfiguration;
import online.neuropod.api.answer.Failure;
import online.neuropod.api.answer.Language;
import online.neuropod.api.audit.AuditTrail;
import online.neuropod.api.security.Viewer;
import online.neuropod.cluster.ClusterReader;
import online.neuropod.cluster.ClusterSettings;
import online.neuropod.cluster.edge.EdgeClient;
import online.neuropod.cluster.inventory.ClusterInventory;
import online.neuropod.store.DatabaseHealth;
import online.neuropod.store.attempts.AttemptStore;
import online.neuropod.store.audit.AuditRetention;
import online.neuropod.store.audit.AuditStore;
import online.neuropod.store.budgets.RequestBudgets;
import online.neuropod.store.credentials.CredentialStore;
import online.neuropod.store.deletions.DeletionStore;
import online.neuropod.store.idempotency.IdempotencyStore;
import online.neuropod.store.notices.NoticeStore;
import online.neuropod.store.outages.OutageStore;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.pods.Timeline;
import online.neuropod.store.prices.PriceStore;
import online.neuropod.store.sessions.SessionStore;
import online.neuropod.store.standing.StandingOrders;
import online.neuropod.store.templates.TemplateStore;
import online.neuropod.store.usage.UsageStore;
import online.neuropod.store.users.UserStore;
import online.neuropod.store.wallets.WalletStore;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The API with springdoc, which describes it. Nothing behind the controllers is ever called. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ApiConfiguration.class)
class DescribedApi {
  private static final String BEARER = "bearer";

  static {
    SpringDocUtils.getConfig()
        .addRequestWrapperToIgnore(Viewer.class, Language.class, AuditTrail.class, Jwt.class);
  }

  /** Ids such as {@code podsCreate}: method names alone are not unique. */
  @Bean
  OperationCustomizer operationIds() {
    return (operation, method) -> {
      String name = method.getMethod().getName();
      return operation.operationId(
          operation.getTags().getFirst()
              + name.substring(0, 1).toUpperCase(Locale.ROOT)
              + name.substring(1));
    };
  }

  @Bean
  ModelConverter recordProperties() {
    return new RecordProperties();
  }

  @Bean
  OpenAPI description() {
    return new OpenAPI()
        .info(
            new Info()
                .title("NeuroPod")
                .version("1")
                .description(
                    "Self-service GPU pods. A success is {success: true, data}; a failure is"
                        + " {success: false, code, message, errors?, traceId}, where code is"
                        + " stable and message is in the language of Accept-Language.")
                .license(
                    new License()
                        .name("Apache-2.0")
                        .url("https://www.apache.org/licenses/LICENSE-2.0")))
        .addSecurityItem(new SecurityRequirement().addList(BEARER));
  }

  @Bean
  DescribedAnswers answers(
      @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping handlers) {
    return new DescribedAnswers(handlers);
  }

  @Bean
  OperationCustomizer parameters() {
    return new DescribedParameters();
  }

  @Bean
  OpenApiCustomizer requests() {
    return new DescribedRequests();
  }

  /** What operations refer to. */
  @Bean
  OpenApiCustomizer components(DescribedAnswers answers) {
    return api -> {
      api.setServers(null);
      api.getComponents()
          .addSecuritySchemes(
              BEARER,
              new SecurityScheme()
                  .type(SecurityScheme.Type.HTTP)
                  .scheme("bearer")
                  .bearerFormat("JWT"));
      ModelConverters.getInstance(true)
          .readAll(new AnnotatedType(Failure.class))
          .forEach(api.getComponents()::addSchemas);
      answers.failures().forEach(api.getComponents()::addResponses);
      DescribedAnswers.headers().forEach(api.getComponents()::addHeaders);
    };
  }

  @Bean
  PodStore podStore() {
    return mock();
  }

  @Bean
  Timeline timeline() {
    return mock();
  }

  @Bean
  WalletStore walletStore() {
    return mock();
  }

  @Bean
  UserStore userStore() {
    return mock();
  }

  @Bean
  TemplateStore templateStore() {
    return mock();
  }

  @Bean
  PriceStore priceStore() {
    return mock();
  }

  @Bean
  ClusterSettings clusterSettings() {
    return ClusterSettings.of("abcd1234", "a2V5", "example.com");
  }

  @Bean
  RequestBudgets requestBudgets() {
    return mock();
  }

  @Bean
  SessionStore sessionStore() {
    return mock();
  }

  @Bean
  CredentialStore credentialStore() {
    return mock();
  }

  @Bean
  AttemptStore attemptStore() {
    return mock();
  }

  @Bean
  NoticeStore noticeStore() {
    return mock();
  }

  @Bean
  AuditStore auditStore() {
    return mock();
  }

  @Bean
  OutageStore outageStore() {
    return mock();
  }

  @Bean
  DatabaseHealth databaseHealth() {
    return mock();
  }

  @Bean
  EdgeClient edgeClient() {
    return mock();
  }

  @Bean
  AuditRetention auditRetention() {
    return mock();
  }

  @Bean
  IdempotencyStore idempotencyStore() {
    return mock();
  }

  @Bean
  DeletionStore deletionStore() {
    return mock();
  }

  @Bean
  StandingOrders standingOrders() {
    return mock();
  }

  @Bean
  ClusterReader clusterReads() {
    return mock();
  }

  @Bean
  UsageStore usageStore() {
    return mock();
  }

  @Bean
  ClusterInventory clusterInventory() {
    return mock();
  }

  @Bean
  WorkflowClient workflowClient() {
    return mock();
  }
}
