using System.Globalization;

namespace Tidewaiter.Kernel;

/// <summary>An exact amount in one currency. Amounts of different currencies are never added.</summary>
public readonly record struct Money(decimal Amount, CurrencyCode Currency)
{
    /// <summary>The sum of two amounts of the same currency.</summary>
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public static Money operator +(Money left, Money right) =>
        left.Currency == right.Currency
            ? left with { Amount = left.Amount + right.Amount }
            : throw new InvalidOperationException($"Cannot add {right.Currency} to {left.Currency}.");

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount} {Currency}");
}
