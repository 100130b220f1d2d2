package online.neuropod.api.live;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import online.neuropod.api.answer.Failures;
import online.neuropod.api.answer.Texts;
import online.neuropod.api.notices.NoticeViews;
import online.neuropod.api.pods.FeedSignal;
import online.neuropod.api.pods.PodLogs;
import online.neuropod.api.pods.PodQueries;
import online.neuropod.api.pods.PodStats;
import online.neuropod.api.pods.PodViews;
import online.neuropod.api.pods.Reasons;
import online.neuropod.api.security.Accounts;
import online.neuropod.api.security.Origins;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.cluster.ClusterReader;
import online.neuropod.store.notices.NoticeStore;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.sessions.SessionStore;
import online.neuropod.store.users.UserStore;
import online.neuropod.store.wallets.WalletStore;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import tools.jackson.databind.json.JsonMapper;

/** The feed and its sockets. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
public class LiveConfiguration {
  private static final String PATH = "/ws";

  private final InstantSource clock = InstantSource.system();

  @Bean
  Connections apiConnections(ApiSettings settings, MeterRegistry metrics) {
    var connections = new Connections(settings.websocket());
    Gauge.builder("neuropod.sockets.open", connections, open -> open.all().size())
        .register(metrics);
    return connections;
  }

  @Bean
  Broadcast apiBroadcast(
      Connections connections,
      PodViews views,
      WalletStore wallets,
      Reasons reasons,
      Texts texts,
      NoticeViews notices,
      JsonMapper json) {
    return new Broadcast(connections, views, wallets, reasons, texts, notices, json);
  }

  @Bean
  Feed apiFeed(
      PodStore pods,
      WalletStore wallets,
      NoticeStore notices,
      Connections connections,
      Broadcast broadcast,
      MeterRegistry metrics,
      ApiSettings settings) {
    return new Feed(
        pods,
        wallets,
        notices,
        connections,
        broadcast,
        settings.feed().interval(),
        metrics.timer("neuropod.feed.lag"),
        clock);
  }

  @Bean
  FeedSignal apiFeedSignal(Feed feed) {
    return feed::wake;
  }

  @Bean
  Live apiLive(
      Feed feed,
      Connections connections,
      Broadcast broadcast,
      UserStore users,
      SessionStore sessions,
      PodStats stats,
      PodStore pods,
      Failures failures,
      ApiSettings settings) {
    var attendance = new Attendance(connections, users, sessions, failures, settings.websocket());
    return new Live(feed, connections, attendance, broadcast, stats, pods, settings, clock);
  }

  @Bean
  Dialogue apiDialogue(
      JwtDecoder decoder,
      Accounts accounts,
      Connections connections,
      Broadcast broadcast,
      PodQueries queries,
      PodViews views,
      PodLogs logs,
      ClusterReader cluster,
      Failures failures,
      ApiSettings settings,
      JsonMapper json,
      @Qualifier("apiThreads") ExecutorService threads) {
    return new Dialogue(
        new Admission(decoder, accounts),
        connections,
        broadcast,
        queries,
        views,
        logs,
        cluster,
        new LogFollower(threads),
        failures,
        settings.websocket(),
        json);
  }

  @Bean
  WebSocketConfigurer apiSockets(
      Connections connections,
      Dialogue dialogue,
      Origins origins,
      ApiSettings settings,
      JsonMapper json,
      @Qualifier("apiThreads") ExecutorService threads) {
    var endpoint =
        new SocketEndpoint(connections, dialogue, threads, json, settings.websocket(), clock);
    return registry ->
        registry
            .addHandler(endpoint, PATH)
            .setHandshakeHandler(new DefaultHandshakeHandler(new PlainUpgrade()))
            .addInterceptors(new ExactOrigin(origins))
            // The interceptor decides; Spring's own check would let in every page of this host.
            .setAllowedOriginPatterns("*");
  }
}
