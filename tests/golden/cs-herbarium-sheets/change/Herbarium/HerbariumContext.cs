using Microsoft.EntityFrameworkCore;

namespace Herbarium;

public sealed class HerbariumContext(DbContextOptions<HerbariumContext> options) : KeepingContext(options)
{
    public DbSet<Sheet> Sheets => Set<Sheet>();

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        conventions.Properties<string>().HaveMaxLength(200);

    protected override void OnModelCreating(ModelBuilder model) =>
        model.Entity<Sheet>().HasIndex(sheet => sheet.Barcode).IsUnique();
}
