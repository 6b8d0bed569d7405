# frozen_string_literal: true

require_relative "settings"

module Glasshouse
  # Moves a vent by the temperature below it.
  class Controller
    def initialize(vent, settings = SETTINGS)
      @vent = vent
      @settings = settings
    end

    def measured(tenths)
      return if tenths.nil?

      @vent.open unless tenths < @settings.fetch(:open_at)
      @vent.close unless tenths >= @settings.fetch(:close_below)
    end
  end
end
