//! Japan.

pub(crate) const PAIRS: &str = "
JP-01 | sales launched JP say product-claim hcp = permit-with-obligations | sales launched JP say product-claim hcp day=2019-03-31 = forbid
JP-02 | medical launched JP say medical-response hcp = permit-with-obligations | medical launched JP say medical-response payer = forbid
JP-03 | sales launched JP initiate comparison hcp = forbid | marketing launched JP initiate comparison hcp = forbid
JP-04 | safety launched JP share statutory-information hcp = permit | medical launched JP share statutory-information hcp = forbid
JP-05 | leadership launched JP plan reporting-line = permit-with-obligations | compliance launched JP plan reporting-line = permit
";
