# frozen_string_literal: true

module Circular
  # Hands events to whoever subscribed.
  class Bus
    def initialize
      @subscribers = []
    end

    def subscribe(&block)
      @subscribers << block
    end

    def publish(name, **data)
      @subscribers.each { |subscriber| subscriber.call(name, data) }
    end
  end
end
