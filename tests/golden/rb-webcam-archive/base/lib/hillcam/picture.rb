# frozen_string_literal: true

module Hillcam
  Picture = Data.define(:path, :taken_at) do
    def noon? = [taken_at.hour, taken_at.min] == [12, 0]

    def delete = File.delete(path)
  end

  NAME = /\A(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)\.jpg\z/

  def self.pictures(folder)
    Dir.children(folder).filter_map do |name|
      NAME.match(name) { |match| Picture.new(path: File.join(folder, name), taken_at: Time.utc(*match.captures)) }
    end
  end
end
