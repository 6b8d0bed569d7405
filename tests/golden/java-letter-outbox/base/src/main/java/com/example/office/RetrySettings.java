package com.example.office;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How often something is tried; the defaults are those of the fax. */
@ConfigurationProperties("outbox")
public record RetrySettings(@DefaultValue("3") int attempts, @DefaultValue("1m") Duration firstWait) {}
