//! European Union.

pub(crate) const PAIRS: &str = "
EU-01 | sales phase3 DE say product-claim hcp = forbid | sales launched DE say product-claim hcp = permit-with-obligations
EU-02 | marketing launched FR say product-claim hcp = permit-with-obligations | marketing launched FR say product-claim public = forbid
EU-03 | medical-information launched DE say medical-response hcp = permit-with-obligations | medical-information launched DE say medical-response hcp solicited = forbid
EU-04 | marketing phase3 EU say disease-education public = permit-with-obligations | sales phase3 EU say disease-education public = forbid
EU-05 | marketing launched IT say product-claim public = forbid | marketing launched IT say product-claim hcp = permit-with-obligations
EU-06 | sales launched DE incentivise gift hcp = forbid | sales launched DE incentivise hcp-payment hcp = forbid
EU-07 | sales launched DE share adverse-event = permit-with-obligations | marketing launched DE share adverse-event = permit-with-obligations
EU-08 | compliance launched DE plan approval = permit-with-obligations | marketing launched DE plan approval = permit-with-obligations
EU-09 | medical launched DE initiate off-label-science hcp = forbid | medical launched DE say medical-response hcp = permit-with-obligations
EU-10 | market-access filed DE share pipeline-information payer = permit-with-obligations | market-access filed DE share pipeline-information hcp = forbid
EU-11 | market-access phase3 DE plan evidence-plan = permit-with-obligations | market-access phase2 DE plan evidence-plan = permit
EU-12 | medical launched DE incentivise transfer-of-value hcp = permit-with-obligations | medical launched DE incentivise medical-bonus = forbid
EU-13 | marketing launched DE say comparison hcp = forbid | marketing approved DE say comparison hcp supported-by-labels = forbid
EU-14 | market-access loe DE say competitor-doubt payer = forbid | market-access launched DE say competitor-doubt payer = forbid
EU-15 | sales launched DE target hcp-profile hcp opted-out = forbid | sales launched US target hcp-profile hcp opted-out = forbid
EU-16 | clinical launched DE see-aggregate real-world-data = permit-with-obligations | medical launched US see-aggregate real-world-data = permit-with-obligations
";
