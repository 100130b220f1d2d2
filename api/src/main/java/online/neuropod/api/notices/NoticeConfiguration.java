package online.neuropod.api.notices;

import online.neuropod.api.answer.Texts;
import online.neuropod.api.pods.Reasons;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.users.UserStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What people are told without having asked. */
@Configuration(proxyBeanMethods = false)
@Import(NoticeController.class)
public class NoticeConfiguration {
  @Bean
  NoticeViews apiNoticeViews(PodStore pods, UserStore users, Reasons reasons, Texts texts) {
    return new NoticeViews(pods, users, reasons, texts);
  }
}
