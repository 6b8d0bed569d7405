# frozen_string_literal: true

require_relative "mailing"

module Village
  # What was written on the board since the last Monday but one.
  class Digest < Mailing
    WEEK = 168 * 3600

    def initialize(post, notes)
      super(post)
      @notes = notes
    end

    private

    def name = "digest"

    def text(now)
      fresh = @notes.reject { |note| note.written_at < now - WEEK }
      # TODO: a line between the notes
      fresh.sort_by(&:written_at).map(&:title).join("\n")
    end
  end
end
