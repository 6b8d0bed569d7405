# frozen_string_literal: true

require_relative "defaults"
require_relative "picture"

module Hillcam
  # Makes room in the archive.
  class Thinning
    def initialize(folder, keep_hours: KEEP_HOURS)
      @folder = folder
      @keep = keep_hours * 3600
    end

    # TODO: tell how much room there is now
    def run(now)
      old = Hillcam.pictures(@folder).select { |picture| now - picture.taken_at > @keep }
      old.reject(&:noon?).each(&:delete)
    end
  end
end
