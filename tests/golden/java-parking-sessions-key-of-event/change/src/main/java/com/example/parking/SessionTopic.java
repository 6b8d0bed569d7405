package com.example.parking;

import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;

@Configuration
public class SessionTopic {
    static final String NAME = "parking.sessions.v1";

    @Bean
    NewTopic parkingSessions() {
        return TopicBuilder.name(NAME).partitions(12).replicas(3).build();
    }
}
