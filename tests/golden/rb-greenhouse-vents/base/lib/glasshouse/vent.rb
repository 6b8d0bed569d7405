# frozen_string_literal: true

module Glasshouse
  # A part of the roof, and the motor that moves it.
  class Vent
    def initialize(motor, state = :closed)
      @motor = motor
      @state = state
    end

    def open = move(:open)

    def close = move(:closed)

    private

    def move(state)
      return if state == @state

      @motor.order(state)
      @state = state
    end
  end
end
