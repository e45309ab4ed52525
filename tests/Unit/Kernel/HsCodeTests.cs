namespace Tidewaiter.Unit.KernelTests;

public class HsCodeTests
{
    [Theory]
    [InlineData("01", true)]
    [InlineData("0101210000", true)]
    [InlineData("1", false)]
    [InlineData("01012100001", false)]
    [InlineData("01a1", false)]
    [InlineData("٠١٠١", false)]
    public void A_code_is_2_to_10_digits(string text, bool valid) => Assert.Equal(valid, HsCode.TryParse(text, out _));
}
