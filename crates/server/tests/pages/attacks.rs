//! What somebody could try who knows the product well: each attack of the security notes that needs no browser, with the
//! proof that the same attack works where there is nothing to protect.

mod channels;
mod epochs;
mod failures;
mod fields;
mod hostile;
mod oracle;
