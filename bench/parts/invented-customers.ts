import { readShippedJson } from '../../src/kernel/shipped-data.ts';
import { sequence } from './name-like-parties.ts';

interface Frequencies {
  surnames: Record<string, Record<string, number>>;
  givenSyllables: { ko: Record<string, number> };
  latin: Record<string, number>;
}

/** Given and family names of many countries, as their bearers' papers write them. Common ones, each a real name of thousands. */
const PEOPLE: Record<string, { given: string; family: string }> = {
  us: {
    given:
      'James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph Jessica Thomas Sarah Charles Karen Daniel Lisa Matthew Nancy Anthony Betty Mark Sandra Donald Ashley Steven Emily Andrew Donna Paul Michelle Joshua Carol Kenneth Amanda Kevin Melissa Brian Deborah Timothy Stephanie Ronald Rebecca Jason Laura',
    family:
      'Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts',
  },
  de: {
    given:
      'Peter Wolfgang Michael Werner Klaus Thomas Manfred Helmut Jürgen Heinz Ursula Maria Monika Petra Elisabeth Sabine Renate Helga Karin Brigitte Ingrid Erika Andrea Gisela Claudia Susanne Lukas Leon Finn Jonas Mia Emma Hannah Lena',
    family:
      'Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Krause Meier Lehmann Huber Mayer Herrmann Köhler',
  },
  fr: {
    given:
      'Jean Pierre Michel André Philippe René Louis Alain Jacques Bernard Marie Jeanne Françoise Monique Catherine Nathalie Isabelle Jacqueline Anne Sylvie Nicolas Julien Camille Léa Chloé Manon Hugo Lucas Théo',
    family:
      'Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel Garcia David Bertrand Roux Vincent Fournier Morel Girard André Lefèvre Mercier Dupont Lambert Bonnet François Martinez',
  },
  ru: {
    given:
      'Aleksandr Sergey Vladimir Andrey Aleksey Dmitry Mikhail Ivan Maksim Evgeny Nikolay Yuri Elena Olga Natalia Tatiana Anna Irina Svetlana Ekaterina Marina Galina Yulia Nadezhda',
    family:
      'Ivanov Smirnov Kuznetsov Popov Vasiliev Petrov Sokolov Mikhailov Novikov Fedorov Morozov Volkov Alekseev Lebedev Semenov Egorov Pavlov Kozlov Stepanov Nikolaev Orlov Andreev Makarov Nikitin Zakharov Zaitsev',
  },
  ar: {
    given:
      'Mohammed Ahmed Ali Hassan Hussein Omar Khaled Ibrahim Mustafa Youssef Abdullah Mahmoud Samir Tariq Fatima Aisha Maryam Khadija Layla Zainab Nour Hana Salma Amina',
    family:
      'Haddad Khoury Mansour Nasser Farah Saleh Hamdan Issa Khalil Odeh Awad Darwish Qasim Rahman Sabbagh Shaheen Tahan Yassin Zaki Bakri Hilal Jaber Kassem Masri',
  },
  in: {
    given:
      'Amit Rahul Sanjay Rajesh Vijay Anil Suresh Ramesh Priya Neha Pooja Anjali Sunita Kavita Deepa Lakshmi Arjun Rohan Aditya Karthik',
    family:
      'Sharma Verma Gupta Singh Kumar Patel Reddy Nair Iyer Das Mehta Shah Joshi Rao Chatterjee Mukherjee Banerjee Desai Kapoor Malhotra',
  },
  es: {
    given:
      'Antonio José Manuel Francisco David Juan Javier Daniel Carlos María Carmen Ana Isabel Laura Cristina Marta Dolores Lucía Alejandro Pablo',
    family:
      'García González Rodríguez Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández Díaz Moreno Muñoz Álvarez Romero Alonso Gutiérrez',
  },
  vn: {
    given: 'Anh Minh Hung Dung Tuan Linh Huong Lan Mai Hoa Nam Phuong Thao Trang Quang',
    family: 'Nguyen Tran Le Pham Hoang Phan Vu Vo Dang Bui Do Ho Ngo Duong Ly',
  },
  jp: {
    given: 'Hiroshi Takashi Kenji Yuki Haruto Sota Yui Hina Akira Keiko Yoko Naoko Tomoko Satoshi Daisuke',
    family:
      'Sato Suzuki Takahashi Tanaka Ito Watanabe Yamamoto Nakamura Kobayashi Kato Yoshida Yamada Sasaki Yamaguchi Matsumoto',
  },
  cn: {
    given: 'Wei Fang Min Jing Li Qiang Lei Jun Yang Yong Yan Jie Juan Tao Ming Chao Xiuying Xia Ping Gang',
    family: 'Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo',
  },
  ng: {
    given: 'Chinedu Emeka Ngozi Chioma Oluwaseun Adebayo Folake Yusuf Musa Aisha',
    family: 'Okafor Okonkwo Adeyemi Balogun Eze Nwosu Ibrahim Bello Afolabi Obi',
  },
};
const COMPANY_NAMES =
  'Alpine Harbour Northgate Silverline Bluewater Crestwood Meridian Summit Lakeside Oakfield Riverside Pinnacle Horizon Redwood Stonebridge Clearview Westbrook Eastfield Greenleaf Ironbridge Maple Falcon Orion Vega Atlas Nova Delta Sierra Aurora Cobalt Amber Coral Juniper Willow Cedar';
const TRADES =
  'Trading Logistics Foods Textiles Engineering Consulting Software Marine Shipping Construction Foods Furniture Energy Printing Motors Electronics Travel Design Pharma Packaging';
const FORMS = ['Ltd', 'Limited', 'LLC', 'Inc', 'GmbH', 'S.A.', 'B.V.', 'Co., Ltd.', 'Pte Ltd', 'S.r.l.'];

export interface Customer {
  schema: string;
  properties: Record<string, string[]>;
}

/** Customers that nobody is, of many countries, Korea among them: one in eight Korean, one in six a company. */
export function* inventedCustomers(count: number): Generator<Customer> {
  const { surnames, givenSyllables } = readShippedJson<Frequencies>('screening/token-frequency.json');
  const next = sequence(20_261_125);
  const pick = <Item>(from: readonly Item[]): Item => from[Math.floor(next() * from.length)] as Item;
  const weighted = (shares: Record<string, number>): string => {
    const total = Object.values(shares).reduce((sum, share) => sum + share, 0);
    let left = next() * total;
    for (const [word, share] of Object.entries(shares)) {
      left -= share;
      if (left <= 0) return word;
    }
    return '';
  };
  for (let number = 0; number < count; number += 1) {
    const kind = next();
    if (kind < 0.125) {
      const name = weighted(surnames.ko ?? {}) + weighted(givenSyllables.ko) + weighted(givenSyllables.ko);
      yield { schema: 'Person', properties: { name: [name], ...birthDate(next) } };
    } else if (kind < 0.29) {
      const name = [
        pick(COMPANY_NAMES.split(' ')),
        ...(next() < 0.5 ? [pick(COMPANY_NAMES.split(' '))] : []),
        pick(TRADES.split(' ')),
        pick(FORMS),
      ];
      yield { schema: 'Company', properties: { name: [name.join(' ')] } };
    } else {
      const { given, family } = pick(Object.values(PEOPLE));
      const middle = next() < 0.3 ? [pick(given.split(' '))] : [];
      const name = [pick(given.split(' ')), ...middle, pick(family.split(' '))];
      yield { schema: 'Person', properties: { name: [name.join(' ')], ...birthDate(next) } };
    }
  }
}

function birthDate(next: () => number): { birthDate?: string[] } {
  const two = (number: number): string => String(Math.floor(number)).padStart(2, '0');
  return { birthDate: [`${1940 + Math.floor(next() * 66)}-${two(1 + next() * 12)}-${two(1 + next() * 28)}`] };
}
