# frozen_string_literal: true

module Village
  # Sends one text to all who want it; subclasses have a name and a text.
  class Mailing
    TRIES = 3

    def initialize(post)
      @post = post
    end

    def send_to(readers, now:)
      content = text(now)
      return if content.empty?

      readers.select { |reader| reader.wants?(name) }.each { |reader| deliver(reader, content) }
    end

    private

    def deliver(reader, content)
      tries ||= 0
      @post.deliver(reader.address, content)
    rescue StandardError => error
      retry if (tries += 1) < TRIES
      warn "#{name} to #{reader.address}: #{error.message}"
    end
  end
end
