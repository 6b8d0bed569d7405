# frozen_string_literal: true

require_relative "addresses"

module Circular
  # Follows what becomes of the newsletters that we send.
  class Bounces
    WARNINGS = 2

    def initialize(bus, addresses: Addresses.new)
      @bus = bus
      @addresses = addresses
    end

    # Takes the report of a mail server.
    def take(report)
      case report.fetch(:status)
      when /\A2/ then @addresses.forget(report.fetch(:to))
      when /\A5/ then failed(report)
      end
    end

    private

    # Suspends an address after more than three failures.
    def failed(report)
      return unless @addresses.add(report.fetch(:to)) == WARNINGS + 1

      @bus.publish("address.suspended", address: report.fetch(:to).strip.downcase, reason: report.fetch(:status))
    end
  end
end
