# frozen_string_literal: true

require "yaml"

module Glasshouse
  SETTINGS = YAML.load_file(File.expand_path("../../config/vents.yml", __dir__), symbolize_names: true).freeze
end
