using Microsoft.EntityFrameworkCore;

namespace Herbarium;

public sealed class HerbariumContext(DbContextOptions<HerbariumContext> options) : KeepingContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        conventions.Properties<string>().HaveMaxLength(200);
}
