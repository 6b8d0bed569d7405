# frozen_string_literal: true

module Hillcam
  INTERVAL_MINUTES = 10
  KEEP_HOURS = 336
end
