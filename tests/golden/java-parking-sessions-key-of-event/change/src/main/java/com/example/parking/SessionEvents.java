package com.example.parking;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

@Component
public class SessionEvents {
    private static final Logger log = LoggerFactory.getLogger(SessionEvents.class);

    private final KafkaTemplate<String, SessionEvent> kafka;

    public SessionEvents(KafkaTemplate<String, SessionEvent> kafka) {
        this.kafka = kafka;
    }

    public void publish(SessionEvent event) {
        kafka.send(SessionTopic.NAME, event.key(), event).whenComplete((sent, failure) -> {
            if (failure != null) {
                log.error("{} of session {} was not published", event.type(), event.session(), failure);
            }
        });
    }
}
