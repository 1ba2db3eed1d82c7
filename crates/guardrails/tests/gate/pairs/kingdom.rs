//! United Kingdom.

pub(crate) const PAIRS: &str = "
UK-01 | sales phase3 GB say product-claim hcp = forbid | sales launched GB say product-claim hcp = permit-with-obligations
UK-02 | sales launched GB say product-claim payer = permit-with-obligations | sales launched GB say product-claim public = forbid
UK-03 | medical phase2 GB say trial-science hcp = permit-with-obligations | clinical phase2 GB say trial-science hcp = permit-with-obligations
UK-04 | market-access phase3 GB share advance-budgetary-notification payer = permit-with-obligations | market-access phase2 GB share advance-budgetary-notification payer = forbid
UK-05 | medical launched GB say product-claim hcp = forbid | sales launched GB say product-claim hcp = permit-with-obligations
UK-06 | medical launched GB say medical-response hcp = permit-with-obligations | clinical launched GB say medical-response hcp = forbid
UK-07 | sales launched GB initiate call hcp calls=3 = forbid | sales approved GB plan call hcp calls=3 = permit
UK-08 | leadership launched GB incentivise sales-incentive = permit-with-obligations | sales launched GB incentivise sales-incentive = forbid
UK-09 | sales launched GB share adverse-event = permit-with-obligations | medical launched GB share adverse-event = permit-with-obligations
UK-10 | marketing launched GB share material hcp = permit-with-obligations | sales launched GB share material hcp = permit-with-obligations
UK-11 | marketing launched GB say product-claim public = forbid | marketing launched GB say product-claim hcp = permit-with-obligations
";
